"""Questions of a draft that are the same for every procedure."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.desks.forms import DateBoxesField, Form
from motcua.dossiers.models.dossier import PartyKind
from motcua.dossiers.rules.stages import ReturnWay

MYSELF, ANOTHER, ORGANISATION = "myself", "another", "organisation"
_PERSONAL_NUMBER = re.compile(r"\d{12}")
_CODE = re.compile(r"[\w.\-/]{1,30}")
_PHONE = re.compile(r"(\+84|0)\d{9,10}")


def _line(label: Any, length: int, *, required: Any = "", complete: str = "off", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=length,
        required=bool(required),
        error_messages={"required": required} if required else None,
        widget=forms.TextInput({"autocomplete": complete, **attrs}),
    )


class SearchForm(Form):
    """A box with search: what was typed is looked up, and one of the hits is chosen."""

    text = _line("", 100)

    def __init__(self, *args: Any, field: str, label: Any, hint: Any, hits: Sequence[tuple[str, str]], **kw: Any):
        super().__init__(*args, **kw)
        self.fields["text"].label, self.fields["text"].help_text = label, hint
        if hits:
            self.fields[field] = forms.ChoiceField(
                label=_("Chọn một nơi"),
                choices=list(hits),
                widget=forms.RadioSelect,
                error_messages={"required": _("Hãy chọn một nơi trong danh sách.")},
            )


class WhoForm(Form):
    who = forms.ChoiceField(
        label=_("Bạn nộp hồ sơ cho ai?"),
        choices=[
            (MYSELF, _("Cho chính tôi")),
            (ANOTHER, _("Cho người khác: con, cha mẹ, người ủy quyền cho tôi")),
            (ORGANISATION, _("Cho tổ chức, doanh nghiệp, hộ kinh doanh")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn bạn nộp hồ sơ cho ai.")},
    )


class _PersonForm(Form):
    name = _line(_("Họ, chữ đệm và tên"), 200, required=_("Hãy nhập họ tên."), complete="name")
    identifier = forms.CharField(
        label=_("Số định danh cá nhân"),
        help_text=_("12 chữ số trên thẻ căn cước"),
        max_length=20,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input govuk-input--width-20"}
        ),
        error_messages={"required": _("Hãy nhập số định danh cá nhân, 12 chữ số trên thẻ căn cước.")},
    )

    def clean_identifier(self) -> str:
        number = re.sub(r"[\s.\-]", "", self.cleaned_data["identifier"])
        if not _PERSONAL_NUMBER.fullmatch(number):
            raise forms.ValidationError(_("Số định danh cá nhân gồm 12 chữ số. Hãy kiểm tra lại số trên thẻ căn cước."))
        return number


class _ReachedForm(Form):
    phone = _line(_("Số điện thoại"), 20, required=_("Hãy nhập số điện thoại."), complete="tel", inputmode="tel")
    email = forms.EmailField(
        label=_("Thư điện tử (không bắt buộc)"),
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": _("Hãy nhập thư điện tử đúng dạng, ví dụ ten@example.vn.")},
    )

    def clean_phone(self) -> str:
        phone = re.sub(r"[\s.\-()]", "", self.cleaned_data["phone"])
        if not _PHONE.fullmatch(phone):
            raise forms.ValidationError(_("Số điện thoại có 10 chữ số, ví dụ 0912345678."))
        return phone


class ApplicantForm(_ReachedForm, _PersonForm):
    """The person the dossier belongs to."""

    born_on = DateBoxesField(label=_("Ngày sinh"), help_text=_("Ví dụ 15 3 1990"))
    address = _line(_("Nơi cư trú"), 300, required=_("Hãy nhập nơi cư trú."), complete="street-address")
    field_order = ["name", "identifier", "born_on", "address", "phone", "email"]

    def party(self) -> dict[str, Any]:
        """As the draft keeps it; of a form without faults."""
        given = dict(self.cleaned_data)
        return {"kind": PartyKind.CITIZEN.value, **given, "born_on": given["born_on"].isoformat()}


class OrganisationForm(_ReachedForm):
    """The organisation the dossier belongs to."""

    kind = forms.ChoiceField(
        label=_("Loại tổ chức"),
        choices=[
            (PartyKind.ENTERPRISE, _("Doanh nghiệp")),
            (PartyKind.HOUSEHOLD_BUSINESS, _("Hộ kinh doanh")),
            (PartyKind.ORGANISATION, _("Tổ chức khác")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn loại tổ chức.")},
    )
    name = _line(_("Tên tổ chức"), 200, required=_("Hãy nhập tên tổ chức."), complete="organization")
    identifier = _line(_("Mã số doanh nghiệp hoặc mã số thuế"), 30, required=_("Hãy nhập mã số của tổ chức."))
    address = _line(_("Địa chỉ trụ sở"), 300, required=_("Hãy nhập địa chỉ trụ sở."), complete="street-address")
    field_order = ["kind", "name", "identifier", "address", "phone", "email"]

    def clean_identifier(self) -> str:
        code = str(self.cleaned_data["identifier"]).strip()
        if not _CODE.fullmatch(code):
            raise forms.ValidationError(_("Mã số chỉ gồm chữ cái, chữ số và dấu gạch nối. Hãy kiểm tra lại."))
        return code

    def party(self) -> dict[str, Any]:
        """As the draft keeps it; of a form without faults."""
        return {**self.cleaned_data, "born_on": None}


class SubmitterForm(_ReachedForm, _PersonForm):
    """Who files for the applicant, and by what right."""

    address = _line(_("Nơi cư trú"), 300, required=_("Hãy nhập nơi cư trú."), complete="street-address")
    mandate = _line(
        _("Căn cứ nộp thay"), 300, required=_("Hãy ghi căn cứ nộp thay, ví dụ: cha của trẻ; giấy ủy quyền số, ngày.")
    )
    field_order = ["name", "identifier", "address", "phone", "email", "mandate"]

    def party(self) -> dict[str, Any]:
        """As the draft keeps it; of a form without faults."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "mandate"}
        return {"kind": PartyKind.CITIZEN.value, **given, "born_on": None}


class ReturnForm(Form):
    return_way = forms.ChoiceField(
        label=_("Bạn muốn nhận kết quả bằng cách nào?"),
        choices=[
            (ReturnWay.DESK, _("Tại nơi tiếp nhận hồ sơ")),
            (ReturnWay.POST, _("Qua bưu chính công ích đến địa chỉ của tôi")),
            (ReturnWay.ELECTRONIC, _("Bản điện tử")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn cách nhận kết quả.")},
    )
    return_address = _line(_("Địa chỉ nhận qua bưu chính (chỉ khi chọn bưu chính)"), 300, complete="street-address")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("return_way") == ReturnWay.POST and not given.get("return_address"):
            self.add_error("return_address", gettext("Hãy nhập địa chỉ để bưu chính trả kết quả."))
        return given

"""The fields of the intake screen that are the same for every procedure."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.desks.forms import DateTextField, Form
from motcua.dossiers.models.dossier import PartyKind
from motcua.dossiers.rules.intake import PartyData
from motcua.dossiers.rules.stages import ReturnWay

PARTY_KINDS = [
    (PartyKind.CITIZEN, _("Cá nhân")),
    (PartyKind.ENTERPRISE, _("Doanh nghiệp")),
    (PartyKind.HOUSEHOLD_BUSINESS, _("Hộ kinh doanh")),
    (PartyKind.ORGANISATION, _("Tổ chức khác")),
]
RETURN_WAYS = [
    (ReturnWay.DESK, _("Tại Bộ phận Một cửa")),
    (ReturnWay.POST, _("Qua bưu chính công ích")),
    (ReturnWay.ELECTRONIC, _("Bản điện tử")),
]
_PERSONAL_NUMBER = re.compile(r"\d{12}|\d{9}|[A-Za-z]\w{5,19}")
_CODE = re.compile(r"[\w.\-/]{1,30}")
COUNT_MAX = 2000
CARD_LETTERS_MAX = 600


def _text(label: Any, *, length: int = 300, **options: Any) -> forms.CharField:
    attrs = {"autocomplete": "off"} | options.pop("attrs", {})
    return forms.CharField(
        label=label,
        max_length=length,
        required=options.pop("required", False),
        widget=forms.TextInput(attrs),
        **options,
    )


def _count(label: Any, **attrs: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=COUNT_MAX,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input govuk-input--width-3", **attrs}
        ),
    )


class IntakeForm(Form):
    kind = forms.ChoiceField(label=_("Loại"), choices=PARTY_KINDS)
    # a scanner may type a whole card here
    identifier = _text(
        _("Số định danh, mã số"), length=CARD_LETTERS_MAX, attrs={"spellcheck": "false", "data-key": "F4"}
    )
    name = _text(
        _("Họ và tên, tên tổ chức"),
        length=200,
        required=True,
        error_messages={"required": _("Hãy nhập họ tên người nộp hồ sơ hoặc tên tổ chức.")},
    )
    born_on = DateTextField(label=_("Ngày sinh"), required=False, widget=forms.TextInput({"autocomplete": "off"}))
    phone = _text(_("Điện thoại"), length=20, attrs={"inputmode": "tel"})
    address = _text(_("Địa chỉ"))
    email = forms.EmailField(label=_("Thư điện tử"), required=False, widget=forms.EmailInput({"autocomplete": "off"}))
    subject = _text(_("Nội dung yêu cầu (nếu khác tên thủ tục)"), length=400)
    copies = _count(_("Số bộ, số bản"), **{"data-key": "F7"})
    pages = _count(_("Số trang mỗi bản"))
    submitter_identifier = _text(_("Số định danh người nộp thay"), length=CARD_LETTERS_MAX)
    submitter_name = _text(_("Họ tên người nộp thay"), length=200)
    submitter_phone = _text(_("Điện thoại người nộp thay"), length=20, attrs={"inputmode": "tel"})
    submitter_address = _text(_("Địa chỉ người nộp thay"))
    mandate = _text(_("Giấy ủy quyền (số, ngày, nơi chứng thực)"))
    return_way = forms.ChoiceField(label=_("Cách nhận kết quả"), choices=RETURN_WAYS)
    return_address = _text(_("Địa chỉ nhận qua bưu chính"))
    number = _text(_("Số, ký hiệu của kết quả"), length=60)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("kind") == PartyKind.CITIZEN:
            self._check_number("identifier", _PERSONAL_NUMBER)
        else:
            self._check_number("identifier", _CODE)
        self._check_number("submitter_identifier", _PERSONAL_NUMBER)
        if given.get("return_way") == ReturnWay.POST and not given.get("return_address"):
            self.add_error("return_address", gettext("Hãy nhập địa chỉ để bưu chính trả kết quả."))
        stands_in = [given.get(f"submitter_{part}") for part in ("identifier", "phone", "address")]
        if any([*stands_in, given.get("mandate")]) and not given.get("submitter_name"):
            self.add_error("submitter_name", gettext("Hãy nhập họ tên người nộp thay."))
        return given

    def _check_number(self, field: str, shape: re.Pattern[str]) -> None:
        number = self.cleaned_data.get(field)
        if not number or shape.fullmatch(number):
            return
        if shape is _PERSONAL_NUMBER:
            words = gettext("Số định danh cá nhân gồm 12 chữ số. Hãy kiểm tra lại số trên thẻ căn cước.")
        else:
            words = gettext("Mã số chỉ gồm chữ cái, chữ số và dấu gạch nối. Hãy kiểm tra lại.")
        self.add_error(field, words)

    def applicant(self) -> PartyData:
        """The person or organisation the dossier belongs to; of a form without faults."""
        given = self.cleaned_data
        return PartyData(
            kind=given["kind"],
            name=given["name"],
            identifier=given["identifier"],
            born_on=given["born_on"],
            address=given["address"],
            phone=given["phone"],
            email=given["email"],
        )

    def submitter(self) -> PartyData | None:
        """Who files for the applicant; None when the applicant does."""
        given = self.cleaned_data
        if not given["submitter_name"]:
            return None
        return PartyData(
            kind=PartyKind.CITIZEN,
            name=given["submitter_name"],
            identifier=given["submitter_identifier"],
            address=given["submitter_address"],
            phone=given["submitter_phone"],
        )

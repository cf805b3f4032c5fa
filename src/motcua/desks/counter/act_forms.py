"""The small forms of the acts on one dossier."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.desks.counter.intake_form import CARD_LETTERS_MAX, RETURN_WAYS
from motcua.desks.forms import Form
from motcua.directory.models import Agency
from motcua.dossiers.models.acts import CollectionCheck

CHECKS = [
    (CollectionCheck.RECEIPT, _("Giấy tiếp nhận hồ sơ (người nộp hoặc chủ hồ sơ)")),
    (CollectionCheck.IDENTITY, _("Giấy tờ tùy thân (mất giấy tiếp nhận)")),
    (CollectionCheck.AUTHORISATION, _("Giấy ủy quyền (người khác nhận thay)")),
]


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do người nộp nêu.")},
    )


class ProofForm(Form):
    proof = forms.CharField(
        label=_("Số biên lai, chứng từ"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Hãy nhập số biên lai hoặc chứng từ.")},
    )


class NoteForm(Form):
    note = forms.CharField(label=_("Ghi chú"), max_length=400, required=False)


class HandOverForm(Form):
    check = forms.ChoiceField(label=_("Người nhận xuất trình"), choices=CHECKS, widget=forms.RadioSelect)
    recipient_identifier = forms.CharField(
        label=_("Số định danh người nhận"),
        max_length=CARD_LETTERS_MAX,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input govuk-input--width-20"}),
    )
    recipient_name = forms.CharField(
        label=_("Họ tên người nhận"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input govuk-!-width-one-half"}),
        error_messages={"required": _("Hãy nhập họ tên người nhận.")},
    )
    authorisation = forms.CharField(label=_("Giấy ủy quyền (số, ngày, nơi chứng thực)"), max_length=200, required=False)
    way = forms.ChoiceField(label=_("Cách trả"), choices=RETURN_WAYS)


class ErrorForm(Form):
    """The result that is wrong, what is wrong in it, and whose error it is."""

    leg = forms.ChoiceField(label=_("Kết quả có sai sót"))
    error = forms.CharField(
        label=_("Sai sót"),
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Hãy ghi sai sót trong kết quả.")},
    )
    agency_at_fault = forms.ChoiceField(label=_("Cơ quan để xảy ra sai sót"))

    def __init__(self, results: Iterable[tuple[int, str]], agencies: Iterable[Agency], *args: object) -> None:
        super().__init__(*args)
        self.fields["leg"].choices = list(results)  # type: ignore[attr-defined]
        self.fields["agency_at_fault"].choices = [(agency.id, agency.name) for agency in agencies]  # type: ignore[attr-defined]

"""The forms of the acts: what a person types, read into values; the actions decide."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.desks.forms import DateTextField, Form
from motcua.desks.officer.ground import Ground
from motcua.directory.queries.calendars import work_calendar
from motcua.dossiers.models import OutcomeProposal
from motcua.dossiers.rules.stages import OutcomeKind, StopGround
from motcua.kernel.worktime import TIME_ZONE

KEPT_FILE = "kept_file"


def long_text(label: Any, **options: Any) -> forms.CharField:
    """A few lines of text; not required fields are told by the action."""
    widget = forms.Textarea({"rows": options.pop("rows", 3)})
    return forms.CharField(label=label, widget=widget, max_length=options.pop("max_length", 4000), **options)


class ActForm(Form):
    """A form that knows what it is about."""

    has_file = False
    data: QueryDict

    def __init__(self, *args: Any, ground: Ground, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ground = ground
        self.prepare()

    def prepare(self) -> None:
        """Make the fields fit what the act is about."""


class NothingToSay(ActForm):
    """An act that needs no words."""


class ReasonForm(ActForm):
    """An act that needs only its reason."""

    reason = long_text(_("Lý do"), max_length=400)


class WithBasis(ActForm):
    """An act that names the law it rests on; the procedure's own is proposed."""

    legal_basis = forms.CharField(label=_("Căn cứ pháp lý"), max_length=200, required=False)

    def prepare(self) -> None:
        self.fields["legal_basis"].initial = "; ".join(self.ground.edition.legal_basis)[:200]


class WithFile(ActForm):
    """An act with a file, which is kept even when the act is refused."""

    has_file = True
    file = forms.FileField(label=_("Tệp kèm theo"), required=False, allow_empty_file=True)
    kept_file = forms.IntegerField(widget=forms.HiddenInput, required=False)


class VerificationForm(WithFile):
    """The record of a verification."""

    on = DateTextField(label=_("Ngày xác minh"), help_text=_("Ví dụ 15/03/2026"))
    hour = forms.TimeField(label=_("Giờ"), initial="08:00", help_text=_("Ví dụ 08:30"))
    place = forms.CharField(label=_("Địa điểm"), max_length=300)
    participants = forms.CharField(label=_("Thành phần tham gia"), max_length=400)
    content = long_text(_("Nội dung xác minh"))
    result = long_text(_("Kết quả xác minh"))
    applicant_present = forms.BooleanField(label=_("Người nộp có mặt"), required=False)
    field_order = ["on", "hour", "place", "participants", "content", "result", "applicant_present", "file"]

    def prepare(self) -> None:
        self.fields["on"].initial = self.ground.at.astimezone(TIME_ZONE).date()
        self.fields["file"].label = _("Biên bản xác minh (PDF hoặc ảnh)")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("on") and cleaned.get("hour"):
            cleaned["when"] = datetime.combine(cleaned["on"], cleaned["hour"], TIME_ZONE)
            if cleaned["when"] > self.ground.at:
                self.add_error("on", _("Thời điểm xác minh chưa đến. Hãy nhập khi đã xác minh xong."))
        return cleaned


class AnswerForm(ActForm):
    """An opinion for the agency that asked."""

    text = long_text(_("Ý kiến trả lời"), rows=6)


class ObligationForm(WithBasis):
    """What the applicant owes."""

    description = forms.CharField(label=_("Khoản phải nộp"), max_length=300)
    amount_vnd = forms.CharField(
        label=_("Số tiền (đồng)"), max_length=20, widget=forms.TextInput({"inputmode": "numeric"})
    )
    field_order = ["description", "amount_vnd", "legal_basis"]

    def clean_amount_vnd(self) -> int:
        digits = self.cleaned_data["amount_vnd"].replace(".", "").replace(" ", "").replace(",", "")
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 15:
            raise ValidationError(_("Hãy nhập số tiền bằng chữ số, ví dụ 1.500.000."))
        return int(digits)


class ApologyForm(ActForm):
    """Why it will be late, and until when."""

    reason = long_text(_("Lý do chậm, người nộp sẽ đọc"), max_length=400)
    new_on = DateTextField(label=_("Ngày hẹn mới"), help_text=_("Một ngày làm việc sau hạn hiện tại, ví dụ 15/03/2026"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if new_on := cleaned.get("new_on"):
            calendar = work_calendar(self.ground.its_leg.agency_id, self.ground.at)
            if not calendar.first_on <= new_on <= calendar.last_on:
                self.add_error("new_on", _("Ngày này nằm ngoài lịch làm việc đã công bố. Hãy chọn ngày gần hơn."))
            elif calendar.is_working_day(new_on):
                cleaned["new_due_at"] = calendar.closing(new_on)
            else:
                cleaned["new_due_at"] = datetime.combine(new_on, time(17), TIME_ZONE)
        return cleaned


class OutcomeForm(WithFile):
    """A decision; what was proposed is filled in."""

    kind = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[(OutcomeKind.GRANTED, _("Đồng ý, cấp kết quả")), (OutcomeKind.REJECTED, _("Từ chối giải quyết"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn đồng ý hoặc từ chối.")},
    )
    number = forms.CharField(label=_("Số kết quả"), max_length=60, required=False)
    reasons = long_text(_("Lý do từ chối, người nộp sẽ đọc"), required=False)
    legal_basis = forms.CharField(label=_("Căn cứ pháp lý"), max_length=200, required=False)
    field_order = ["kind", "number", "reasons", "legal_basis", "file"]

    def prepare(self) -> None:
        self.fields["file"].label = _("Văn bản kết quả (PDF hoặc ảnh)")
        self.fields["legal_basis"].initial = "; ".join(self.ground.edition.legal_basis)[:200]
        proposal = OutcomeProposal.objects.filter(leg=self.ground.leg).order_by("id").last()
        if proposal is not None:
            for name in ("kind", "number", "reasons", "legal_basis"):
                self.fields[name].initial = getattr(proposal, name)
            self.fields[KEPT_FILE].initial = proposal.document_id


class TerminationForm(WithBasis):
    """Why work ends without a result."""

    stop_ground = forms.ChoiceField(
        label=_("Trường hợp dừng"),
        choices=[
            (StopGround.NO_SUPPLEMENT, _("Quá hạn bổ sung hồ sơ")),
            (StopGround.NO_PAYMENT, _("Không thực hiện nghĩa vụ tài chính")),
            (StopGround.SPECIAL_LAW, _("Theo quy định của pháp luật chuyên ngành")),
        ],
    )
    reason = long_text(_("Lý do, người nộp sẽ đọc"), max_length=400)
    field_order = ["stop_ground", "reason", "legal_basis"]

    def prepare(self) -> None:
        self.fields["legal_basis"].required = True


class CorrectionForm(ActForm):
    """The number of the corrected result."""

    new_number = forms.CharField(label=_("Số của kết quả đã đính chính"), max_length=60)

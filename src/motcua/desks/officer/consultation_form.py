"""The consultation: which agency, found by its unaccented name, what is asked, and by when."""

from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from motcua.catalogue.rules.edition import Limit, LimitUnit
from motcua.desks.officer.act_forms import WithBasis, long_text
from motcua.directory.models import Agency
from motcua.directory.queries.agencies import search_agencies
from motcua.kernel.worktime import local


class ConsultationForm(WithBasis):
    """Whom to ask what, and by when."""

    agency_text = forms.CharField(
        label=_("Cơ quan được lấy ý kiến"), help_text=_("Gõ tên không dấu rồi bấm Tìm cơ quan"), required=False
    )
    agency_id = forms.TypedChoiceField(
        label=_("Chọn cơ quan"), coerce=int, widget=forms.RadioSelect, required=False, choices=()
    )
    content = long_text(_("Nội dung lấy ý kiến"), rows=5)
    limit_value = forms.CharField(
        label=_("Thời hạn trả lời"), max_length=8, required=False, help_text=_("Để trống thì theo thời hạn chung")
    )
    limit_unit = forms.ChoiceField(
        label=_("Đơn vị"),
        choices=[
            (LimitUnit.WORKING_DAY, _("ngày làm việc")),
            (LimitUnit.WORKING_HOUR, _("giờ làm việc")),
            (LimitUnit.CALENDAR_DAY, _("ngày")),
        ],
        required=False,
    )
    field_order = ["agency_text", "agency_id", "content", "limit_value", "limit_unit", "legal_basis"]

    def prepare(self) -> None:
        super().prepare()
        text = self.data.get("agency_text", "") if self.is_bound else ""
        self.found = self._search(text)
        self.fields["agency_id"].choices = [(agency.id, agency.name) for agency in self.found]  # type: ignore[attr-defined]
        if not self.found:
            self.fields["agency_id"].widget = forms.HiddenInput()
        elif len(self.found) == 1 and self.data.get("step") == "show":
            self.data["agency_id"] = str(self.found[0].id)  # the only one found is likely meant; it is seen first

    def _search(self, text: str) -> list[Agency]:
        return search_agencies(text, local(self.ground.at).date()) if text.strip() else []

    def clean_limit_value(self) -> Fraction | None:
        text = self.cleaned_data["limit_value"].strip().replace(",", ".")
        if not text:
            return None
        try:
            value = Fraction(text)
        except (ValueError, ZeroDivisionError) as problem:
            raise ValidationError(_("Hãy nhập thời hạn bằng số, ví dụ 3.")) from problem
        if not 0 < value <= 365:
            raise ValidationError(_("Hãy nhập thời hạn bằng số, ví dụ 3."))
        return value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("agency_id") and "agency_id" not in self.errors:
            words = _("Hãy chọn một cơ quan.") if self.found else _("Hãy gõ tên cơ quan rồi bấm Tìm cơ quan.")
            self.add_error("agency_id" if self.found else "agency_text", words)
        value = cleaned.get("limit_value")
        cleaned["limit"] = (
            Limit(value, LimitUnit(cleaned.get("limit_unit") or LimitUnit.WORKING_DAY)) if value else None
        )
        return cleaned

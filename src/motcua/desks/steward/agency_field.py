"""An agency asked for by its code or words of its name; when several fit, they are named to choose from."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.directory.models import Agency
from motcua.directory.queries.register import agency_candidates
from motcua.kernel import clock
from motcua.kernel.worktime import local


class AgencyField(forms.CharField):
    """Cleans to the agency, or to None when it may be left empty and is."""

    default_error_messages = {
        "required": _("Hãy nhập mã hoặc tên cơ quan."),
        "unknown": _("Không có cơ quan nào như vậy. Hãy nhập mã hoặc ít từ hơn của tên."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Mã hoặc tên không dấu, ví dụ H44.100 hoặc ubnd phuong viet tri."))
        super().__init__(max_length=200, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = agency_candidates(text, self.day())
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1:
            choices = "; ".join(f"{row.code} {row.name}" for row in found)
            words = gettext("Nhiều cơ quan phù hợp. Hãy nhập mã của một trong số: %(choices)s") % {"choices": choices}
            raise ValidationError(words, code="ambiguous")
        return found[0]

    def day(self) -> date:
        """The day on which the agency must exist."""
        return local(clock.now()).date()


def agency_words(agency: Agency | None) -> str:
    """The agency with its code; all agencies when there is none."""
    return f"{agency.name} ({agency.code})" if agency else gettext("Mọi cơ quan")

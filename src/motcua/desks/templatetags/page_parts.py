"""Parts of pages that need a little working out; loaded in every template."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.defaultfilters import date as format_date
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext

from motcua.catalogue.models import Procedure
from motcua.catalogue.rules.edition import Text
from motcua.desks.naming import name_of
from motcua.desks.navigation import entries_for

register = template.Library()

DAY_MINUTES = 480
HOUR_MINUTES = 60
SOON_MINUTES = DAY_MINUTES
"""From one working day left on, a due date is marked as soon."""


def _target(field: BoundField) -> str:
    return field.id_for_label or f"{field.auto_id}_0"


@register.inclusion_tag("parts/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Every error of the form on top of the page, each with a link to its field."""
    errors: list[dict[str, Any]] = [{"text": text, "target": None} for text in form.non_field_errors()]
    for field in form:
        errors += [{"text": text, "target": _target(field)} for text in field.errors]
    return {"errors": errors}


@register.inclusion_tag("parts/navigation.html", takes_context=True)
def navigation(context: Context) -> dict[str, Any]:
    """The tabs of the desks that this person may open."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return {"entries": []}
    tabs = [(entry.label, entry.url) for entry in entries_for(request.actor)]
    current = max((url for _, url in tabs if request.path.startswith(url)), key=len, default=None)
    return {"entries": [{"label": label, "url": url, "is_current": url == current} for label, url in tabs]}


@register.inclusion_tag("parts/due.html")
def due(due_at: datetime | None, minutes_left: int | None = None, paused: bool = False) -> dict[str, Any]:
    """A due date in words: how much working time is left or over, and the date itself."""
    if paused:
        state = "paused"
    elif minutes_left is None:
        state = "none"
    elif minutes_left < 0:
        state = "late"
    else:
        state = "soon" if minutes_left < SOON_MINUTES else "far"
    amount = "" if minutes_left is None else working_time(abs(minutes_left))
    return {"state": state, "amount": amount, "due_at": due_at}


@register.filter
def working_time(minutes: int) -> str:
    """Working minutes in words, to two units: "2 ngày 3 giờ làm việc"; a working day is shown as eight hours."""
    days, rest = divmod(minutes, DAY_MINUTES)
    hours, minutes = divmod(rest, HOUR_MINUTES)
    words = []
    if days:
        words.append(ngettext("%(count)d ngày", "%(count)d ngày", days) % {"count": days})
    if hours:
        words.append(ngettext("%(count)d giờ", "%(count)d giờ", hours) % {"count": hours})
    if not days and (minutes or not hours):
        words.append(ngettext("%(count)d phút", "%(count)d phút", minutes) % {"count": minutes})
    return gettext("%(time)s làm việc") % {"time": " ".join(words)}


@register.filter
def dossier_date(value: date | datetime | None) -> str:
    """A date as receipts write it, 15/03/2026, with the time first when there is one: 09:30 15/03/2026."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return format_date(localtime(value), "H:i d/m/Y")
    return format_date(value, "d/m/Y")


@register.filter
def in_words(text: Text | None) -> str:
    """A text of the catalogue in the language of the page."""
    if text is None:
        return ""
    return text.en if (get_language() or "").startswith("en") else text.vi


@register.filter
def procedure_name(procedure: Procedure) -> str:
    """A procedure's name in the language of the page."""
    return procedure.name_en if (get_language() or "").startswith("en") else procedure.name_vi


@register.filter
def name(code: str, kind: str) -> str | Promise:
    """A code in words, e.g. `{{ dossier.stage|name:"stage" }}`."""
    return name_of(code, kind)


@register.filter
def dong(amount_vnd: int) -> str:
    """An amount as receipts write it: 12.000 đ."""
    return f"{amount_vnd:,} đ".replace(",", ".")


@register.inclusion_tag("parts/pages.html", takes_context=True)
def keyset_pages(context: Context, newer: str | None = None, older: str | None = None) -> dict[str, Any]:
    """Links to the neighbouring pages of a list: cursors go into `after` and `before`, other parameters stay."""
    parameters = context["request"].GET.copy()
    for name in ("before", "after"):
        parameters.pop(name, None)

    def link(name: str, cursor: str | None) -> str | None:
        if not cursor:
            return None
        query = parameters.copy()
        query[name] = cursor
        return f"?{query.urlencode()}"

    return {"newer": link("after", newer), "older": link("before", older)}

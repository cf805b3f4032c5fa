"""Finding a procedure: home page, search with facets, life events."""

from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.catalogue.queries.editions import editions_in_force
from motcua.catalogue.queries.finding import Findings, Order, Wish, find
from motcua.catalogue.queries.life_events import events_for, life_event, life_events
from motcua.desks.access import anyone
from motcua.desks.catalogue_naming import sector_name
from motcua.desks.citizen.draft_access import known_drafts
from motcua.desks.citizen.start_words import AUDIENCES, CERTAINTY_WORDS
from motcua.desks.place_naming import AGENCY_KINDS, LEVELS
from motcua.kernel import clock
from motcua.kernel.worktime import TIME_ZONE

PARAMETERS = {
    "audience": "doi-tuong",
    "sector": "linh-vuc",
    "level": "cap",
    "agency": "co-quan",
    "online": "truc-tuyen",
}
"""Facet → its name in addresses."""
FACET_LABELS = {
    "audience": _("Dành cho"),
    "sector": _("Lĩnh vực"),
    "level": _("Cấp giải quyết"),
    "agency": _("Cơ quan giải quyết"),
    "online": _("Nộp trực tuyến"),
}
ORDERS = {Order.FIT: _("Phù hợp nhất"), Order.NAME: _("Tên thủ tục"), Order.CODE: _("Mã thủ tục")}
ONLINE = {"yes": _("Nộp được toàn bộ"), "no": _("Cần giấy tờ giấy")}
TEXT_LONGEST = 200


def _today() -> date:
    return clock.now().astimezone(TIME_ZONE).date()


@anyone
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Search, eight life events, tracking, what was begun on this device: everything within three steps."""
    drafts = [draft for draft in known_drafts(request) if draft.dossier is None or draft.asked is not None]
    response = render(request, "citizen/home.html", {"events": life_events(), "drafts": drafts})
    patch_cache_control(response, private=bool(drafts))
    return response


@anyone
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What fits the words and the facets, a page at a time; without words everything."""
    wish = _wish(request.GET)
    found = find(wish, _today())
    context = {
        "text": wish.text,
        "found": found,
        "items": [_item(item) for item in found.items],
        "facets": [_facet(name, wish, found) for name in PARAMETERS],
        "orders": [{"value": order.value, "label": label} for order, label in ORDERS.items()],
        "order": wish.order.value,
        "is_narrowed": any(getattr(wish, name) for name in PARAMETERS),
        "events": events_for(wish.text) if wish.text else [],
        **_neighbours(request.GET, found),
    }
    return render(request, "citizen/search.html", context)


@anyone
@require_safe
def event(request: HttpRequest, event: str) -> HttpResponse:
    """The guide of a life event: its procedures in the order to do them, and what they share."""
    guide = life_event(event)
    known = editions_in_force(list(guide.procedures), _today())
    parts = [
        {
            "title": part.title,
            "steps": [
                {"code": step.procedure, "name": edition.name, "note": step.note, "is_group": edition.is_group}
                for step in part.steps
                if (edition := known.get(step.procedure)) is not None
            ],
        }
        for part in guide.parts
    ]
    shared = [
        {
            "name": shared.name,
            "given_in": given.name,
            "used_in": [used.name for code in shared.used_in if (used := known.get(code)) is not None],
        }
        for shared in guide.shared
        if (given := known.get(shared.given_in)) is not None
    ]
    certainty = CERTAINTY_WORDS[guide.provenance.certainty]
    context = {"guide": guide, "parts": parts, "shared": shared, "certainty": certainty}
    return render(request, "citizen/life_event.html", context)


def _wish(given: QueryDict) -> Wish:
    order = given.get("sap-xep", "")
    page = given.get("trang", "")
    return Wish(
        text=given.get("q", "").replace("\x00", "").strip()[:TEXT_LONGEST],
        order=Order(order) if order in set(Order) else Order.FIT,
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        **{name: given.get(parameter, "").replace("\x00", "")[:60] for name, parameter in PARAMETERS.items()},
    )


def _item(item: object) -> dict[str, object]:
    return {
        "found": item,
        "sector": sector_name(item.sector),  # type: ignore[attr-defined]
        "agency": AGENCY_KINDS.get(item.agency, ""),  # type: ignore[attr-defined]
    }


def _facet(name: str, wish: Wish, found: Findings) -> dict[str, object]:
    """A facet with its choices, each with how many procedures it would leave; what was chosen stays, even if none."""
    chosen = getattr(wish, name)
    counts = dict(found.counts.get(name, {}))
    if chosen:
        counts.setdefault(chosen, 0)
    options = [
        {"value": value, "label": _value_words(name, value), "count": count, "is_chosen": value == chosen}
        for value, count in counts.items()
    ]
    return {
        "parameter": PARAMETERS[name],
        "label": FACET_LABELS[name],
        "options": sorted(options, key=lambda option: (-int(option["count"]), str(option["label"]))),
    }


def _value_words(facet: str, value: str) -> str:
    if facet == "sector":
        return sector_name(value)
    words = {"audience": AUDIENCES, "level": LEVELS, "agency": AGENCY_KINDS, "online": ONLINE}[facet]
    return str(words.get(value, gettext("khác")))


def _neighbours(given: QueryDict, found: Findings) -> dict[str, str]:
    """Addresses of the page before and after."""

    def address(page: int) -> str:
        query = given.copy()
        query["trang"] = str(page)
        return f"?{query.urlencode()}"

    return {
        "before": address(found.page - 1) if found.page > 1 else "",
        "after": address(found.page + 1) if found.page < found.pages else "",
    }

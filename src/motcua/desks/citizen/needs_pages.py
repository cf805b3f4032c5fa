"""Check what you need: at most six questions, then a personal list to print, to keep as a file or as a QR code.

The answers stand in the address, so the list opens on any device; nothing personal is asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from motcua.catalogue.queries.editions import edition_in_force
from motcua.catalogue.rules.edition import Edition, FeeChannel
from motcua.catalogue.rules.needs import COUNT_MAX, NeedQuestion, Needs, needs_for, needs_questions
from motcua.desks.access import anyone
from motcua.desks.catalogue_naming import in_language
from motcua.desks.citizen.pictures import qr_picture
from motcua.desks.citizen.start_place import PlaceChoice, due_if_filed, place_of
from motcua.desks.citizen.start_words import amount_in_words, component_notes, limit_in_words
from motcua.desks.templatetags.page_parts import dong, dossier_date
from motcua.documents.queries.lists import ListRow, PrintedList, render_list
from motcua.kernel import clock
from motcua.kernel.worktime import TIME_ZONE

PREFIX = "a."
"""Before the name of a field in the address, the same way a draft is begun with answers."""


@dataclass(frozen=True)
class AskedNeed:
    """A question with what was answered."""

    question: NeedQuestion
    typed: str
    answer: Any
    """None when it was not answered, or not possibly so."""

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.question.name}"

    @property
    def fault(self) -> str:
        if self.answer is not None:
            return ""
        if self.question.choices:
            return gettext("Hãy chọn một câu trả lời.")
        return gettext("Hãy nhập một số từ 1 đến %(most)d.") % {"most": COUNT_MAX}

    @property
    def words(self) -> str:
        for choice in self.question.choices:
            if choice.value == self.typed:
                return in_language(choice.label)
        return self.typed


def _asked(request: HttpRequest, edition: Edition) -> list[AskedNeed]:
    found = []
    for question in needs_questions(edition):
        typed = request.GET.get(f"{PREFIX}{question.name}", "").strip()[:60]
        found.append(AskedNeed(question, typed, question.read(typed)))
    return found


@anyone
@require_safe
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """The questions; those answered before stay answered."""
    _, edition = _edition(code, clock.now())
    return _ask(request, edition, _asked(request, edition), is_sent=False)


@anyone
@require_safe
def needs_list(request: HttpRequest, code: str) -> HttpResponse:
    """The personal list; the questions again where one is not answered."""
    now = clock.now()
    _, edition = _edition(code, now)
    asked = _asked(request, edition)
    if any(one.fault for one in asked):
        return _ask(request, edition, asked, is_sent=True)
    answers = {one.question.name: one.answer for one in asked}
    place = place_of(request, edition, now)
    needs = needs_for(edition, answers)
    link = _link(request, edition, asked, place)
    context = {
        "edition": edition,
        "asked": asked,
        "place": place,
        "papers": [{"name": part.name, "notes": component_notes(part)} for part in needs.components],
        "limit": limit_in_words(needs.limit),
        "limit_found": limit_in_words(needs.limit_found) if needs.limit_found else "",
        "due_at": due_if_filed(edition, answers, place, now),
        "fees": fee_lines(needs),
        "query": _query(asked, place),
        "link": link,
        "qr": qr_picture(link),
        "has_errors": place.is_unknown,
    }
    return render(request, "citizen/needs_list.html", context, status=422 if place.is_unknown else 200)


@anyone
@require_safe
def needs_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same list as a file; the questions again where one is not answered."""
    now = clock.now()
    _, edition = _edition(code, now)
    asked = _asked(request, edition)
    if any(one.fault for one in asked):
        return _ask(request, edition, asked, is_sent=True)
    place = place_of(request, edition, now)
    printed = _printed(request, edition, asked, place, now)
    response = HttpResponse(render_list(printed, at=now), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{code}.pdf"'
    return response


def _edition(code: str, at: datetime) -> tuple[int, Edition]:
    return edition_in_force(code, at.astimezone(TIME_ZONE).date())


def _ask(request: HttpRequest, edition: Edition, asked: Sequence[AskedNeed], *, is_sent: bool) -> HttpResponse:
    faults = [one for one in asked if one.fault] if is_sent else []
    context = {
        "edition": edition,
        "asked": asked,
        "is_sent": is_sent,
        "errors": [{"text": f"{in_language(one.question.label)}: {one.fault}", "target": one.name} for one in faults],
        "has_errors": bool(faults),
        "place_code": request.GET.get("place", "")[:10],
    }
    return render(request, "citizen/needs.html", context, status=422 if faults else 200)


def fee_lines(needs: Needs) -> list[dict[str, str]]:
    """Each way of filing with its fees and their sum; one line alone when the way makes no difference."""
    ways = {FeeChannel.DESK: gettext("Nộp trực tiếp"), FeeChannel.ONLINE: gettext("Nộp trực tuyến")}
    if not needs.differs_by_channel:
        ways = {FeeChannel.DESK: gettext("Mọi cách nộp")}
    return [{"way": way, "words": _fee_words(needs, channel)} for channel, way in ways.items()]


def _fee_words(needs: Needs, channel: FeeChannel) -> str:
    rows = needs.fees[channel]
    if not rows:
        return gettext("không có phí, lệ phí")
    words = "; ".join(f"{in_language(rule.name)}: {amount_in_words(rule, amount)}" for rule, amount in rows)
    if len(rows) > 1:
        words += gettext(" (cộng %(sum)s)") % {"sum": dong(needs.total_vnd(channel))}
    return words


def _query(asked: Sequence[AskedNeed], place: PlaceChoice) -> str:
    pairs = [(one.name, one.typed) for one in asked]
    return urlencode([*pairs, ("place", place.code)] if place.code else pairs)


def _link(request: HttpRequest, edition: Edition, asked: Sequence[AskedNeed], place: PlaceChoice) -> str:
    path = reverse("citizen:needs-list", args=[edition.procedure])
    query = _query(asked, place)
    return request.build_absolute_uri(f"{path}?{query}" if query else path)


def _printed(
    request: HttpRequest, edition: Edition, asked: Sequence[AskedNeed], place: PlaceChoice, at: datetime
) -> PrintedList:
    answers = {one.question.name: one.answer for one in asked}
    needs = needs_for(edition, answers)
    facts = [ListRow(in_language(one.question.label), one.words) for one in asked]
    facts.append(ListRow(gettext("Thời hạn giải quyết"), limit_in_words(needs.limit)))
    due_at = due_if_filed(edition, answers, place, at)
    if due_at is not None:
        facts.append(ListRow(gettext("Nếu nộp đủ ngay bây giờ, hẹn trả"), dossier_date(due_at)))
    facts += [ListRow(gettext("Phí, lệ phí"), f"{line['way']}: {line['words']}") for line in fee_lines(needs)]
    facts += [ListRow(gettext("Nơi nộp"), desk.name) for desk in place.desks[:2]]
    return PrintedList(
        language="en" if (get_language() or "").startswith("en") else "vi",
        title=gettext("Những gì bạn cần"),
        procedure=f"{in_language(edition.name)} ({edition.procedure})",
        facts=tuple(facts),
        papers_title=gettext("Giấy tờ cần mang"),
        papers=tuple(ListRow(in_language(part.name), "; ".join(component_notes(part))) for part in needs.components),
        remark=gettext("Danh sách theo quy định tại ngày in. Hãy mở lại bằng mã QR trước khi đi nộp."),
        link=_link(request, edition, asked, place),
        link_words=gettext("Mã QR mở lại danh sách này"),
    )

"""Where the matter belongs and where it is handed in: searched by unaccented words, chosen from the hits."""

from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from motcua.catalogue.rules.edition import TerritoryScope
from motcua.desks.citizen.draft_forms import SearchForm
from motcua.directory.models import AdministrativeUnit, Agency
from motcua.directory.queries.cards import agency_card
from motcua.directory.queries.one_stop_units import one_stop_unit_for, search_one_stop_units
from motcua.directory.queries.places import search_units, unit_with_parents
from motcua.directory.rules.competence import NobodyCompetent
from motcua.dossiers.actions.ground import decider_of
from motcua.dossiers.actions.territory import require_in_territory
from motcua.dossiers.queries.drafts import DraftSheet
from motcua.dossiers.rules.refusals import DeskOutsideTerritory
from motcua.kernel.refusal import Refusal
from motcua.kernel.wording import plain_words_of

HITS = 8
UNIT_HINTS = {
    TerritoryScope.NATION: gettext_lazy(
        "Bạn được chọn bất kỳ Bộ phận Một cửa nào; hồ sơ được chuyển đến đúng cơ quan."
    ),
    TerritoryScope.PROVINCE: gettext_lazy(
        "Bạn được chọn bất kỳ Bộ phận Một cửa nào trong tỉnh; hồ sơ được chuyển đến đúng cơ quan."
    ),
    TerritoryScope.NONE: gettext_lazy("Thủ tục này chỉ tiếp nhận tại nơi có thẩm quyền."),
}


def label_of(unit: AdministrativeUnit) -> str:
    """A place with the places around it: "Phường Nông Trang, Tỉnh Phú Thọ"."""
    names, around = [], unit
    while around is not None:
        names.append(around.full_name)
        around = around.parent  # type: ignore[assignment]
    return ", ".join(names)


def decider_at(sheet: DraftSheet, place_id: int, on: date) -> int | None:
    """The agency that decides for the place; None where nobody does."""
    try:
        return decider_of(sheet.edition, place_id, on)
    except Refusal:
        return None


def place_form(sheet: DraftSheet, data: QueryDict | None, on: date, step: str) -> SearchForm:
    """The commune of the matter, by search."""
    if data is None and sheet.draft.place_id:
        data = _taken("place", label_of(unit_with_parents(sheet.draft.place_id)), sheet.draft.place_id)
    text, chosen = _said(data, "place")
    hits = [(str(unit.id), label_of(unit)) for unit in search_units(text, on, HITS)] if text else []
    hits = _with_chosen(hits, chosen, lambda number: label_of(unit_with_parents(number)))
    form = _PlaceForm(
        data,
        sheet=sheet,
        on=on,
        field="place",
        label=gettext_lazy("Tên xã, phường, đặc khu"),
        hint=gettext_lazy("Gõ không dấu cũng được, ví dụ: nong trang"),
        hits=hits,
    )
    return _nothing_found(form, text, hits, step)


def unit_form(sheet: DraftSheet, data: QueryDict | None, on: date, step: str) -> SearchForm:
    """The one-stop unit that receives the dossier: that of the competent agency, or any other."""
    usual = _usual_unit(sheet, on)
    if data is None:
        taken = sheet.draft.receiving_unit_id or (usual.id if usual else None)
        data = _taken("unit", "", taken)
    text, chosen = _said(data, "unit")
    hits = [(str(usual.id), gettext("%(unit)s (nơi có thẩm quyền)") % {"unit": usual.name})] if usual else []
    found = search_one_stop_units(text, on, HITS) if text else []
    hits += [(str(unit.id), unit.name) for unit in found if usual is None or unit.id != usual.id]
    hits = _with_chosen(hits, chosen, lambda number: agency_card(number).name)
    form = SearchForm(
        data,
        field="unit",
        label=gettext_lazy("Tìm nơi tiếp nhận khác (không bắt buộc)"),
        hint=UNIT_HINTS[sheet.edition.territory],
        hits=hits,
    )
    _tell_outside(form, sheet, on)
    return _nothing_found(form, text, hits, step)


def _tell_outside(form: SearchForm, sheet: DraftSheet, on: date) -> None:
    """Say beside the field that the unit chosen may not take this procedure in."""
    place_id = sheet.draft.place_id
    decider = decider_at(sheet, place_id, on) if place_id else None
    if (
        place_id is None
        or decider is None
        or not form.is_bound
        or not form.is_valid()
        or not form.cleaned_data.get("unit")
    ):
        return
    try:
        require_in_territory(sheet.edition, decider, int(form.cleaned_data["unit"]), place_id, on)
    except DeskOutsideTerritory as refusal:
        form.add_error("unit", plain_words_of(refusal))


class _PlaceForm(SearchForm):
    """A place counts when somebody is competent for it."""

    def __init__(self, *args: Any, sheet: DraftSheet, on: date, **options: Any) -> None:
        self.sheet, self.on = sheet, on
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("place") and decider_at(self.sheet, int(given["place"]), self.on) is None:
            self.add_error("place", gettext("Chưa rõ cơ quan có thẩm quyền ở nơi này. Hãy chọn đến xã, phường."))
        return given


def _usual_unit(sheet: DraftSheet, on: date) -> Agency | None:
    if sheet.draft.place_id is None:
        return None
    try:
        decider = decider_of(sheet.edition, sheet.draft.place_id, on)
    except NobodyCompetent:
        return None
    return one_stop_unit_for(decider, sheet.draft.place_id, on)


def _taken(field: str, text: str, number: int | None) -> QueryDict:
    data = QueryDict(mutable=True)
    data["text"] = text
    if number is not None:
        data[field] = str(number)
    return data


def _said(data: QueryDict | None, field: str) -> tuple[str, str]:
    return (data.get("text", "").strip()[:100], data.get(field, "")) if data is not None else ("", "")


def _with_chosen(hits: list[tuple[str, str]], chosen: str, label: Any) -> list[tuple[str, str]]:
    """What was chosen before stays among the hits of another search."""
    if not chosen.isdecimal() or len(chosen) > 18 or chosen in dict(hits):
        return hits
    try:
        return [*hits, (chosen, label(int(chosen)))]
    except (Refusal, AdministrativeUnit.DoesNotExist):
        return hits


def _nothing_found(form: SearchForm, text: str, hits: list[tuple[str, str]], step: str) -> SearchForm:
    if hits or (not text and not step):
        return form
    words = gettext("Không tìm thấy nơi nào. Hãy thử tên khác.") if text else gettext("Hãy nhập tên để tìm.")
    form.add_error("text", words)
    return form

"""What a draft says, page by page, for the person to read over before it is filed."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext

from motcua.desks.citizen.draft_places import label_of
from motcua.desks.citizen.draft_questions import TITLES, title_of
from motcua.desks.e_forms import summary_rows
from motcua.desks.naming import name_of
from motcua.desks.templatetags.page_parts import in_words
from motcua.directory.queries.places import unit_with_parents
from motcua.dossiers.actions.filing import APPLICANT, PLACE, RETURN, SUBMITTER, UNIT
from motcua.dossiers.queries.drafts import DraftSheet
from motcua.dossiers.rules.drafts import FORM_PREFIX, LATER, paper_page

Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class SummaryPart:
    """One page of the summary with the address where it is mended; empty when it may not be changed now."""

    title: str | Promise
    rows: Rows
    url: str


def summary_of_draft(sheet: DraftSheet) -> list[SummaryPart]:
    """Everything that will be filed."""
    draft, code = sheet.draft, sheet.draft.code
    parts = [
        _part(sheet, PLACE, TITLES[PLACE], _place_rows(sheet)),
        _part(sheet, APPLICANT, title_of(sheet, APPLICANT), _party_rows(sheet, APPLICANT)),
    ]
    if draft.parties.get("for_another"):
        mandate = [(gettext("Căn cứ nộp thay"), draft.parties.get("mandate", ""))]
        parts.append(_part(sheet, SUBMITTER, TITLES[SUBMITTER], _party_rows(sheet, SUBMITTER) + mandate))
    files = {key: [row.file.name for row in rows] for key, rows in sheet.files.items()}
    if sheet.edition.form is not None:
        for page in summary_rows(sheet.edition.form, draft.answers, files):
            rows = [(f"{row.entry}: {row.label}" if row.entry else row.label, row.text) for row in page.rows]
            parts.append(_part(sheet, FORM_PREFIX + page.key, page.title, rows))
    parts.append(_part(sheet, RETURN, TITLES[RETURN], _return_rows(sheet)))
    for paper in sheet.papers:
        said = sheet.pages.get(paper_page(paper.key))
        later = bool(said and said.typed.get(LATER))
        text = ", ".join(files.get(paper.key, [])) or (gettext("Bổ sung sau") if later else "")
        url = reverse("citizen:draft-paper", args=[code, paper.key])
        parts.append(_part(sheet, paper_page(paper.key), in_words(paper.name), [(gettext("Tệp"), text)], url))
    return parts


def _part(sheet: DraftSheet, key: str, title: str | Promise, rows: Rows, url: str = "") -> SummaryPart:
    may_change = sheet.asked is None or key in sheet.asked
    address = url or reverse("citizen:draft-page", args=[sheet.draft.code, key])
    return SummaryPart(title, rows, f"{address}?ve=kiem-tra" if may_change else "")


def _place_rows(sheet: DraftSheet) -> Rows:
    draft = sheet.draft
    place = label_of(unit_with_parents(draft.place_id)) if draft.place_id else ""
    unit = draft.receiving_unit.name if draft.receiving_unit else ""
    return [(gettext("Nơi có việc"), place), (str(TITLES[UNIT]), unit)]


def _party_rows(sheet: DraftSheet, role: str) -> Rows:
    party = sheet.draft.parties.get(role) or {}
    born = "/".join(reversed((party.get("born_on") or "").split("-")))
    said = [
        (gettext("Họ tên hoặc tên tổ chức"), party.get("name", "")),
        (gettext("Số định danh, mã số"), party.get("identifier", "")),
        (gettext("Ngày sinh"), born),
        (gettext("Địa chỉ"), party.get("address", "")),
        (gettext("Số điện thoại"), party.get("phone", "")),
        (gettext("Thư điện tử"), party.get("email", "")),
    ]
    return [(label, text) for label, text in said if text]


def _return_rows(sheet: DraftSheet) -> Rows:
    draft = sheet.draft
    rows = [(gettext("Cách nhận kết quả"), str(name_of(draft.return_way, "return_way")))]
    return [*rows, (gettext("Địa chỉ nhận"), draft.return_address)] if draft.return_address else rows

"""The pages of questions of a draft: what each is called, its form as sent or kept, what it means for the draft."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.desks.citizen.draft_forms import (
    ANOTHER,
    MYSELF,
    ORGANISATION,
    ApplicantForm,
    OrganisationForm,
    ReturnForm,
    SubmitterForm,
    WhoForm,
)
from motcua.desks.citizen.draft_places import place_form, unit_form
from motcua.desks.e_forms import Layout, answers_after, page_form
from motcua.desks.e_forms.page_form import Files
from motcua.desks.e_forms.words import in_language
from motcua.dossiers.actions.filing import APPLICANT, PLACE, RETURN, SUBMITTER, UNIT, WHO, page_keys
from motcua.dossiers.models.dossier import PartyKind
from motcua.dossiers.queries.drafts import DraftSheet
from motcua.dossiers.rules.drafts import FORM_PREFIX, PageState

META = frozenset({"csrfmiddlewaretoken", "draft_key", "version", "writer", "back", "step"})
TITLES: dict[str, str | Promise] = {
    PLACE: _("Việc này thuộc xã, phường nào?"),
    UNIT: _("Nơi tiếp nhận hồ sơ"),
    WHO: _("Người nộp hồ sơ"),
    APPLICANT: _("Thông tin của bạn"),
    SUBMITTER: _("Thông tin người nộp thay"),
    RETURN: _("Nhận kết quả"),
}
_OF_APPLICANT = {
    MYSELF: _("Thông tin của bạn"),
    ANOTHER: _("Người đứng tên hồ sơ"),
    ORGANISATION: _("Tổ chức đứng tên hồ sơ"),
}
_ASKED_BEFORE = {
    "requester_name": "name",
    "requester_id": "identifier",
    "requester_residence": "address",
    "requester_phone": "phone",
    "claim.name": "name",
    "claim.identifier": "identifier",
    "claim.address": "address",
    "claim.phone": "phone",
    "claim.email": "email",
    "claim.born_on": "born_on",
}
"""Fields of e-forms, by name or by where their answer may come from, that the person has answered already."""


@dataclass(frozen=True)
class Question:
    """One page of questions with its form."""

    key: str
    title: str | Promise
    form: BaseForm
    is_ready: bool = True
    """False after a press that only searches, adds or removes: the page is shown again."""


def title_of(sheet: DraftSheet, key: str) -> str | Promise:
    """What the page is called."""
    if key.startswith(FORM_PREFIX):
        assert sheet.edition.form is not None, "a page of its form"
        pages = {FORM_PREFIX + page["key"]: page["title"] for page in sheet.edition.form["pages"]}
        return in_language(pages[key])
    if key == APPLICANT:
        return _OF_APPLICANT.get(sheet.draft.parties.get("who", MYSELF), TITLES[key])
    return TITLES[key]


def has_page(sheet: DraftSheet, key: str) -> bool:
    return key in page_keys(sheet.edition, sheet.draft)


def question_of(
    sheet: DraftSheet, key: str, on: date, sent: QueryDict | None = None, files: Files | None = None
) -> Question:
    """The page as it was just sent, or as it was kept; faults are told when "continue" has found them before."""
    kept = sheet.pages.get(key)
    data = sent if sent is not None else _kept_data(sheet, key)
    is_examined = sent is not None or (kept is not None and kept.state == PageState.FAULTY)
    if key.startswith(FORM_PREFIX):
        form: Any = _page_of_form(sheet, key, on, data, files, is_examined)
        return Question(key, title_of(sheet, key), form, is_ready=not form.was_rearranged)
    step = sent.get("step", "") if sent is not None else ""
    if key == PLACE:
        form = place_form(sheet, data, on, step)
    elif key == UNIT:
        form = unit_form(sheet, data, on, step)
    else:
        form = _form_class(sheet, key)(data)
    if not is_examined or step == "find":
        form._errors = ErrorDict()
    return Question(key, title_of(sheet, key), form, is_ready=step != "find")


def effect_of(sheet: DraftSheet, question: Question) -> dict[str, Any]:
    """What a page without faults sets on the draft; the answers of the e-form count as soon as they are sent."""
    form: Any = question.form
    parties = dict(sheet.draft.parties)
    if question.key.startswith(FORM_PREFIX):
        key = question.key.removeprefix(FORM_PREFIX)
        assert sheet.edition.form is not None, "a page of its form"
        return {"answers": answers_after(sheet.edition.form, sheet.draft.answers, key, form.cleaned)}
    if not form.is_valid():
        return {}
    given = form.cleaned_data
    match question.key:
        case "place":
            return {"place_id": int(given["place"])}
        case "unit":
            return {"receiving_unit_id": int(given["unit"])}
        case "who":
            return {"parties": parties | {"who": given["who"], "for_another": given["who"] != MYSELF}}
        case "applicant":
            return {"parties": parties | {APPLICANT: form.party()}}
        case "submitter":
            return {"parties": parties | {SUBMITTER: form.party(), "mandate": given["mandate"]}}
    return {"return_way": given["return_way"], "return_address": given["return_address"]}


def typed_of(sent: QueryDict) -> dict[str, list[str]]:
    """What the person typed, without what the page itself carries along."""
    return {name: [text for text in texts if isinstance(text, str)] for name, texts in sent.lists() if name not in META}


def _kept_data(sheet: DraftSheet, key: str) -> QueryDict | None:
    page = sheet.pages.get(key)
    if page is None:
        return None
    data = QueryDict(mutable=True)
    for name, texts in page.typed.items():
        data.setlist(name, texts)
    return data


def _form_class(sheet: DraftSheet, key: str) -> Any:
    if key == APPLICANT and sheet.draft.parties.get("who") == ORGANISATION:
        return OrganisationForm
    return {WHO: WhoForm, APPLICANT: ApplicantForm, SUBMITTER: SubmitterForm, RETURN: ReturnForm}[key]


def _page_of_form(
    sheet: DraftSheet, key: str, on: date, data: QueryDict | None, files: Files | None, is_examined: bool
) -> Any:
    names = {component: [row.file.name for row in rows] for component, rows in sheet.files.items()}
    layout = Layout(on=on, is_examined=is_examined, kept_files=names)
    page_key, definition = key.removeprefix(FORM_PREFIX), sheet.edition.form
    assert definition is not None, "a page of its form"
    answers = _answered_before(sheet) | sheet.draft.answers if data is None else sheet.draft.answers
    return page_form(definition, page_key, answers, data, files, layout)


def _answered_before(sheet: DraftSheet) -> dict[str, Any]:
    """What the person said on earlier pages is not asked again: it stands in the boxes, to be looked over."""
    parties = sheet.draft.parties
    person = parties.get(SUBMITTER) if parties.get("for_another") else parties.get(APPLICANT)
    if not person or person.get("kind") != PartyKind.CITIZEN or sheet.edition.form is None:
        return {}
    known = {}
    for page in sheet.edition.form["pages"]:
        for field in page["fields"]:
            source = (field.get("prefill") or {}).get("source", "")
            part = _ASKED_BEFORE.get(source) or _ASKED_BEFORE.get(field["name"])
            if part and person.get(part):
                known[field["name"]] = person[part]
    return known

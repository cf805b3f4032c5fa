"""What tests of drafts share: bà Tư prepares the registration of a birth without signing in."""

import io
from typing import Any

from motcua.directory.rules.actors import Actor
from motcua.documents.actions.files import store_upload
from motcua.dossiers.actions.draft_papers import attach_file, bring_later
from motcua.dossiers.actions.drafts import Beginning, PageSave, begin_draft, save_page
from motcua.dossiers.actions.filing import file_draft
from motcua.dossiers.models import Dossier, Draft, DraftPage
from motcua.dossiers.queries.drafts import DraftHolder
from motcua.dossiers.rules.drafts import PageState
from tests.contract.casebook import PNG
from tests.world import MONDAY, World

NOBODY = Actor(id=None, name="")
PERSON = {
    "kind": "citizen", "name": "Nguyễn Thị Tư", "identifier": "025190001234", "born_on": "1990-03-08",
    "address": "Khu 5, Nông Trang", "phone": "0912345678", "email": "",
}  # fmt: skip
ANSWERS = {
    "requester_name": "Nguyễn Thị Tư", "requester_id": "025190001234", "requester_residence": "Khu 5",
    "requester_relation": "mother", "child_name": "Trần Văn Nam", "child_born_on": "2026-09-01", "child_sex": "male",
    "child_birth_place": "Bệnh viện tỉnh", "child_ethnicity": "Kinh", "child_nationality": "Việt Nam",
    "child_home_town": "Phú Thọ",
}  # fmt: skip
FORM_PAGES = ("requester", "child", "mother", "father", "request")


def begun() -> Draft:
    return begin_draft(beginning=Beginning("1.001193"), account_id=None, actor=NOBODY, at=MONDAY)


def holder(draft: Draft) -> DraftHolder:
    return DraftHolder(draft.key)


def saved(draft: Draft, key: str, when: Any = MONDAY, **effect: Any) -> DraftPage:
    known = DraftPage.objects.filter(draft=draft, key=key).first()
    save = PageSave(key, {"x": [key]}, known.version if known else 0, "w", PageState.DONE, effect)
    return save_page(code=draft.code, holder=holder(draft), save=save, actor=NOBODY, at=when)


def uploaded(draft: Draft, component: str, name: str = "giay.png", content: bytes = PNG) -> int:
    stored = store_upload(stream=io.BytesIO(content), name=name, actor=NOBODY, at=MONDAY)
    row = attach_file(
        code=draft.code, holder=holder(draft), component=component, stored=stored, actor=NOBODY, at=MONDAY
    )
    return row.id


def complete_draft(world: World) -> Draft:
    draft = begun()
    saved(draft, "place", place_id=world.unit("nong_trang"))
    saved(draft, "unit", receiving_unit_id=world.agency("nong_trang_desk"))
    saved(draft, "who")
    saved(draft, "applicant", parties={"applicant": PERSON})
    for page in FORM_PAGES:
        saved(draft, f"form-{page}", answers=ANSWERS)
    saved(draft, "return")
    uploaded(draft, "birth_notice")
    uploaded(draft, "identity_paper")
    for paper in ("marriage_certificate", "authorisation"):
        bring_later(code=draft.code, holder=holder(draft), component=paper, actor=NOBODY, at=MONDAY)
    return draft


def file_it(draft: Draft, when: Any = MONDAY) -> Dossier:
    return file_draft(code=draft.code, holder=holder(draft), actor=NOBODY, at=when)

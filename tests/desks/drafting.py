"""What tests of the citizen's drafts share: a browser that fills in the pages, with the key on every form."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from motcua.dossiers.models import Draft
from tests.contract.casebook import PNG
from tests.world import World

BEGIN = "/nop/1.001193/"
PERSON = {
    "name": "Nguyễn Thị Tư", "identifier": "025190001234", "born_on_0": "8", "born_on_1": "3", "born_on_2": "1990",
    "address": "Khu 5, Nông Trang", "phone": "0912 345 678", "email": "",
}  # fmt: skip
CHILD = {
    "child_name": "Trần Văn Nam", "child_born_on_0": "1", "child_born_on_1": "9", "child_born_on_2": "2026",
    "child_sex": "male", "child_ethnicity": "Kinh",
    "child_nationality": "Việt Nam", "child_home_town": "Phú Thọ",
}  # fmt: skip
REQUESTER = {
    "requester_name": "Nguyễn Thị Tư", "requester_id": "025190001234", "requester_residence-line": "Khu 5",
    "requester_residence-unit": "Phường Nông Trang, Tỉnh Phú Thọ",
    "requester_phone": "0912345678", "requester_relation": "mother",
}  # fmt: skip


BIRTH = {
    "birth_place_kind": "facility", "child_birth_place": "Bệnh viện tỉnh", "child_birth_address-line": "Số 1",
    "child_birth_address-unit": "Phường Nông Trang, Tỉnh Phú Thọ",
}  # fmt: skip
PARENTS = {"declares_mother": "yes", "declares_father": "no"}
MOTHER = {"mother_name": "Nguyễn Thị Tư", "mother_nationality": "Việt Nam"}


def pages_of_birth(world: World) -> dict[str, dict[str, str]]:
    """Page → what bà Tư types on it."""
    return {
        "place": {"text": "nong trang", "place": str(world.unit("nong_trang"))},
        "unit": {"text": "", "unit": str(world.agency("nong_trang_desk"))},
        "who": {"who": "myself"},
        "applicant": PERSON,
        "form-requester": REQUESTER,
        "form-child": CHILD,
        "form-birth": BIRTH,
        "form-parents": PARENTS,
        "form-mother": MOTHER,
        "form-request": {},
        "return": {"return_way": "electronic", "return_address": ""},
    }


def begin(client: Client) -> Draft:
    answer = client.post(BEGIN)
    assert answer.status_code == 302, answer.content
    return Draft.objects.latest("id")


def hidden(answer: Any) -> dict[str, str]:
    """What the form on a page carries along."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode())
    return dict(fields)


def send(client: Client, draft: Draft, page: str, typed: Mapping[str, str], **more: Any) -> HttpResponse:
    """Open the page, type, press "continue"."""
    address = f"/ban-nhap/{draft.code}/trang/{page}/"
    shown = client.get(address)
    assert shown.status_code == 200, (page, shown.status_code)
    answer: Any = client.post(address, {**hidden(shown), **typed, **more})
    return answer  # type: ignore[no-any-return]


def upload(client: Client, draft: Draft, component: str, *names: str, **more: Any) -> HttpResponse:
    files = [SimpleUploadedFile(name, PNG, "image/png") for name in names or ("giay.png",)]
    given = {"draft_key": draft.key, "step": "add", "files": files, **more}
    answer: Any = client.post(f"/ban-nhap/{draft.code}/giay-to/{component}/", given)
    return answer  # type: ignore[no-any-return]


def fill_in(client: Client, draft: Draft, world: World) -> None:
    """Everything up to the declaration."""
    for page, typed in pages_of_birth(world).items():
        answer = send(client, draft, page, typed)
        assert answer.status_code == 302, (page, answer.content.decode())
    for paper in ("birth_notice", "identity_paper"):
        assert upload(client, draft, paper).status_code == 302
    for paper in ("marriage_certificate", "authorisation"):
        later = {"draft_key": draft.key, "step": "later"}
        assert client.post(f"/ban-nhap/{draft.code}/giay-to/{paper}/", later).status_code == 302


def declare(client: Client, draft: Draft) -> HttpResponse:
    address = f"/ban-nhap/{draft.code}/cam-doan/"
    answer: Any = client.post(address, {"draft_key": draft.key, "declared": "on"})
    return answer  # type: ignore[no-any-return]

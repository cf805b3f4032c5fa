"""Begun at the desk, finished at home with a code and a key."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.dossiers.models import Draft
from tests.contract.casebook import PNG
from tests.desks.counter_desk import INTAKE, screen, signed_in
from tests.desks.drafting import CHILD, hidden
from tests.world import World

__all__ = ["signed_in"]


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, settings: Any) -> None:
    settings.FILES_DIRECTORY = tmp_path


def test_what_stands_on_the_screen_goes_home(world: World, signed_in: Callable[[str], Client]) -> None:
    lan = signed_in("lan")
    sent = screen(
        lan, procedure_text="dkks", place_text="nong trang", name="Nguyễn Thị Tư", identifier="025190001234",
        born_on="08/03/1990", phone="0912345678",
    )  # fmt: skip
    scan = SimpleUploadedFile("chung-sinh.png", PNG, "image/png")
    typed = {"answer-child_name": "Trần Văn Nam", "file-birth_notice": scan}
    answer = lan.post(INTAKE, {**sent, **typed, "step": "hand_home"})
    draft = Draft.objects.get()
    assert answer.headers["Location"] == f"{INTAKE}?ban-nhap={draft.code}"
    shown = lan.get(answer.headers["Location"]).content.decode()
    assert draft.key in shown
    assert "data:image/svg+xml" in shown
    assert signed_in("thu").get(answer.headers["Location"]).status_code == 404
    assert draft.begun_by_id == world.id_of("lan")

    home = Client()
    home.get(f"/n/{draft.code}/{draft.key}")
    person = home.get(f"/ban-nhap/{draft.code}/trang/applicant/").content.decode()
    for said in ('value="Nguyễn Thị Tư"', 'value="025190001234"', 'value="1990"'):
        assert said in person
    page = home.get(f"/ban-nhap/{draft.code}/trang/form-child/")
    assert 'value="Trần Văn Nam"' in page.content.decode()
    assert home.post(f"/ban-nhap/{draft.code}/trang/form-child/", {**hidden(page), **CHILD}).status_code == 302
    assert "chung-sinh.png" in home.get(f"/ban-nhap/{draft.code}/giay-to/birth_notice/").content.decode()
    assert lan.get(f"/ban-nhap/{draft.code}/").status_code == 404, "the desk's computer does not keep it"

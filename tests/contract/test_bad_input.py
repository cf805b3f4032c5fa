"""Bad input on the desk's page and over the machine interface: a clear answer, nothing left behind, nothing lost."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from motcua.catalogue.actions.editions import import_edition, publish
from motcua.catalogue.queries.editions import export
from motcua.catalogue.rules.document import dump
from motcua.directory.rules.actors import SYSTEM
from motcua.documents.models import StoredFile
from motcua.dossiers.models import Dossier, Party
from tests.api.conftest import Caller, birth, call, token_of
from tests.contract.casebook import PNG
from tests.desks.counter_desk import CARD, INTAKE, screen, signed_in, wall_clock, with_papers
from tests.world import BIRTH_PAPERS, FOUNDED, World

__all__ = ["birth", "call", "signed_in", "wall_clock"]
KEY = {"Idempotency-Key": "a-key-of-ours-1"}
COMING = "9.123456"
MEGABYTE = 1024**2
BIRTH_KEYS = [mark.key for mark in BIRTH_PAPERS]


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    """Where files would be kept."""
    settings.FILES_DIRECTORY = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def lan(signed_in: Callable[[str], Client], wall_clock: object) -> Client:
    return signed_in("lan")


@pytest.fixture
def sent(lan: Client) -> dict[str, Any]:
    """A birth on the screen, ready to be accepted."""
    return with_papers(screen(lan, procedure_text="dkks", place_text="nong trang", identifier=CARD), *BIRTH_KEYS)


def coming_procedure() -> None:
    """A procedure that begins only next year."""
    edition = replace(
        export("1.004859"), procedure=COMING, number=1, start=date(2027, 1, 1), end=None, acronyms=("mtns",)
    )
    row = import_edition(text=dump(edition), name="coming.yaml", actor=SYSTEM, at=FOUNDED)
    publish(edition_id=row.id, start=None, actor=SYSTEM, at=FOUNDED)


def nothing_left_behind(files: Path) -> None:
    assert not Dossier.objects.exists()
    assert not Party.objects.exists()
    assert not StoredFile.objects.exists()
    assert not [path for path in files.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("procedure", "words"),
    [(COMING, "không có bản công bố nào của thủ tục đang có hiệu lực"), ("9.999999", "Không có thủ tục")],
)
def test_a_procedure_that_is_not_in_force_or_unknown_is_told_on_the_page(
    lan: Client, sent: dict[str, Any], files: Path, procedure: str, words: str
) -> None:
    coming_procedure()
    changed = sent | {"procedure": procedure, "procedure_text": procedure, "step": "accept"}
    page = lan.post(INTAKE, changed).content.decode()
    assert words in page or "Không tìm thấy" in page
    assert "Nguyễn Thị Tư" in page, "what was typed stays"
    nothing_left_behind(files)


@pytest.mark.parametrize(
    ("procedure", "status", "code"), [(COMING, 409, "EditionNotInForce"), ("9.999999", 404, "ProcedureUnknown")]
)
def test_a_procedure_that_is_not_in_force_or_unknown_is_told_to_machines(
    call: Caller, birth: dict[str, Any], files: Path, procedure: str, status: int, code: str
) -> None:
    coming_procedure()
    answer = call("lan", "post", "/dossiers", birth | {"procedure": procedure}, **KEY)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["detail"]
    nothing_left_behind(files)


def huge() -> io.BytesIO:
    """100 MB that begin like a PDF."""
    stream = io.BytesIO(b"%PDF-1.7\n" + bytes(100 * MEGABYTE))
    stream.name = "don.pdf"
    return stream


@pytest.mark.parametrize(
    ("make", "words"),
    [(huge, "tối đa 20 MB"), (lambda: SimpleUploadedFile("don.pdf", PNG), "don.pdf")],
    ids=["100 MB", "a picture called PDF"],
)
def test_a_scan_that_is_too_large_or_lies_is_told_on_the_page_and_the_rest_is_kept(
    lan: Client, sent: dict[str, Any], files: Path, make: Callable[[], Any], words: str
) -> None:
    answer = lan.post(INTAKE, {**sent, "file-declaration": make(), "step": "show"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert words in page
    assert answer.context["sheet"].remarks
    assert answer.context["sheet"].values["mark-birth_notice"] == "original"
    assert "Nguyễn Thị Tư" in page
    nothing_left_behind(files)


@pytest.mark.parametrize(
    ("make", "status", "code"),
    [(huge, 413, "FileTooLarge"), (lambda: SimpleUploadedFile("don.pdf", PNG), 415, "FileNotWhatItsNameSays")],
    ids=["100 MB", "a picture called PDF"],
)
def test_a_file_that_is_too_large_or_lies_is_told_to_machines(
    world: World, files: Path, make: Callable[[], Any], status: int, code: str
) -> None:
    header = {"Authorization": f"Bearer {token_of(world, 'lan')}"}
    answer = Client().post("/api/v1/files", {"file": make()}, headers=header)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["detail"]
    nothing_left_behind(files)


def test_sent_twice_on_the_page_or_by_machine_it_is_one_dossier_each(
    lan: Client, sent: dict[str, Any], call: Caller, birth: dict[str, Any]
) -> None:
    pages = {lan.post(INTAKE, sent | {"step": "accept"}).headers["Location"] for _ in range(2)}
    machines = {call("lan", "post", "/dossiers", birth, **KEY).json()["code"] for _ in range(2)}
    assert (len(pages), len(machines)) == (1, 1)
    assert Dossier.objects.count() == 2

"""The declaration as PDF and on the page: the form's own order and words, hidden questions left out."""

import pypdfium2
import pytest

from motcua.dossiers.models import Dossier
from motcua.kernel.models import JournalEntry
from motcua.kernel.worktime import local
from tests.api.test_e_forms import ANSWERS, MARITAL
from tests.desks.entering import Enter, enters
from tests.world import World, accepted, at

WHEN = at("2026-11-28T09:00")


@pytest.fixture
def enter_as(world: World) -> Enter:
    return enters(world)


@pytest.fixture
def dossier(world: World) -> Dossier:
    hidden = {"purpose_detail": "để dành", "requester_phone": "0912345678"}
    return accepted(world, MARITAL, WHEN, data=ANSWERS | hidden)


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(pages).replace("\u200b", "").split())


def test_the_officer_prints_what_was_declared_without_the_ways_to_reach_the_applicant(
    enter_as: Enter, dossier: Dossier
) -> None:
    answer = enter_as("minh").get(f"/xu-ly/ho-so/{dossier.id}/to-khai.pdf")
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    assert "TỜ KHAI ĐIỆN TỬ" in text
    assert f"ngày {local(WHEN):%d/%m/%Y}" in text
    for words in ("Đã ly hôn, chưa kết hôn lại", "Cuộc hôn nhân 1", "Lê Văn Ba", "Phường Nông Trang, Tỉnh Phú Thọ"):
        assert words in text
    assert text.index("Quốc tịch") < text.index("Tình trạng hôn nhân:") < text.index("Dùng vào việc gì?")
    assert "để dành" not in text
    assert "0912345678" not in text
    assert JournalEntry.objects.filter(act="dossiers.read", dossier_id=dossier.id).exists()


def test_who_takes_no_part_prints_nothing(enter_as: Enter, dossier: Dossier) -> None:
    assert enter_as("son").get(f"/xu-ly/ho-so/{dossier.id}/to-khai.pdf").status_code == 404


def test_the_dossiers_page_tells_entries_and_addresses_in_words(enter_as: Enter, dossier: Dossier) -> None:
    page = enter_as("minh").get(f"/xu-ly/ho-so/{dossier.id}/").content.decode()
    assert "Cuộc hôn nhân 1: Chấm dứt do" in page
    assert "Khu 5, Phường Nông Trang, Tỉnh Phú Thọ" in page
    assert "0912345678" not in page
    assert f"/xu-ly/ho-so/{dossier.id}/to-khai.pdf" in page

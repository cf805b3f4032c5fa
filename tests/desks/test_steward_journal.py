"""The journal for auditors, and outages for those who may announce them."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page

import motcua
from motcua.desks.act_names import ACT_NAMES
from motcua.desks.steward.act_naming import ACTS
from motcua.dossiers.models import Outage
from motcua.kernel.models import JournalEntry, JournalSeal
from tests.browser import assert_accessible, enter
from tests.desks.steward import account, client_of
from tests.world import MONDAY, World, accepted_birth

JOURNAL, OUTAGES = "/kiem-soat/nhat-ky/", "/kiem-soat/su-co/"


@pytest.fixture
def auditor(world: World) -> Client:
    return client_of(world, "auditor")


def entries(client: Client, **asked: str) -> list[JournalEntry]:
    rows: list[JournalEntry] = client.get(JOURNAL, asked).context["page"].rows
    return rows


def test_entries_are_found_by_dossier_and_the_look_itself_is_journalled(world: World, auditor: Client) -> None:
    dossier = accepted_birth(world)
    found = entries(auditor, dossier=dossier.code.lower())
    assert {row.dossier_id for row in found} == {dossier.id}
    assert JournalEntry.objects.get(act="dossiers.journal_read").actor_id == world.id_of("auditor")
    page = auditor.get(JOURNAL, {"dossier": dossier.code}).content.decode()
    assert "Tiếp nhận hồ sơ" in page
    answer = auditor.get(JOURNAL, {"dossier": "H99.1"})
    assert answer.status_code == 422
    assert list(answer.context["page"].rows) == []


def test_every_act_that_the_house_journals_has_words() -> None:
    sources = "".join(path.read_text() for path in Path(motcua.__file__).parent.rglob("*.py"))
    acts = set(re.findall(r'record\(\s*"([a-z]+\.[a-z_]+)"', sources))
    on_dossiers = {f"dossiers.{act}" for act in re.findall(r'casefile\.record\(\s*"([a-z_]+)"', sources)}
    assert len(acts) > 40
    assert len(on_dossiers) > 30
    assert sorted((acts | on_dossiers) - ACTS.keys()) == []
    assert sorted(on_dossiers - ACT_NAMES.keys()) == []


def test_entries_are_found_by_actor_act_and_period(world: World, auditor: Client) -> None:
    accepted_birth(world)
    assert {row.actor_name for row in entries(auditor, actor="thị lan")} == {"Trần Thị Lan"}
    assert {row.act for row in entries(auditor, act="dossiers.accepted")} == {"dossiers.accepted"}
    day = f"{MONDAY:%d/%m/%Y}"
    assert entries(auditor, start=day, end=day, act="dossiers.accepted")
    assert not entries(auditor, end=f"{MONDAY - timedelta(days=1):%d/%m/%Y}", act="dossiers.accepted")
    assert auditor.get(JOURNAL, {"act": "'; DROP"}).status_code == 422


def test_pages_follow_each_other_without_gap(auditor: Client) -> None:
    expected = list(JournalEntry.objects.order_by("-id").values_list("id", flat=True))
    assert expected
    seen: list[int] = []
    cursor = ""
    while True:
        page = auditor.get(JOURNAL, {"before": cursor} if cursor else {}).context["page"]
        seen += [row.pk for row in page.rows]
        cursor = page.older
        if not cursor:
            break
    # every look adds an entry of its own
    assert [number for number in seen if number <= expected[0]] == expected


def test_what_is_sealed_is_marked(auditor: Client) -> None:
    assert "Chưa niêm phong lần nào" in auditor.get(JOURNAL).content.decode()
    *sealed, last, open_entry = JournalEntry.objects.order_by("transaction", "id")
    JournalSeal.objects.create(
        entry_ids=[entry.pk for entry in (*sealed, last)],
        entry_hashes=[],
        last_transaction=last.transaction,
        previous_hash=b"",
        hash=b"",
        sealed_at=MONDAY,
    )
    answer = auditor.get(JOURNAL)
    state, page = answer.context["state"], answer.content.decode()
    assert state.covers(last)
    assert not state.covers(open_entry)
    assert state.unsealed == 1
    assert "Đã niêm phong" in page
    assert "1 mục chờ niêm phong" in page


def test_an_outage_is_announced_once_and_ended(world: World) -> None:
    admin = client_of(world, "admin")
    values = {"reason": "Mất điện trung tâm dữ liệu", "legal_basis": "NĐ 301/2026/NĐ-CP, Điều 3.4"}
    assert admin.post(f"{OUTAGES}moi/", values | {"reason": ""}).status_code == 422
    assert not Outage.objects.exists()
    assert admin.post(f"{OUTAGES}moi/", values).status_code == 302
    assert admin.post(f"{OUTAGES}moi/", values).status_code == 409
    row = Outage.objects.get()
    assert "Mất điện trung tâm dữ liệu" in admin.get(OUTAGES).content.decode()
    assert admin.post(f"{OUTAGES}{row.pk}/").status_code == 302
    row.refresh_from_db()
    assert row.end is not None
    assert admin.post(f"{OUTAGES}{row.pk}/").status_code == 409


def test_nobody_else_reads_the_journal_or_announces_outages(world: World) -> None:
    for name in ("lan", "lan_head", "ha", "steward", "admin"):
        assert client_of(world, name).get(JOURNAL).status_code == 403
    for name in ("lan", "lan_head", "ha", "steward", "auditor"):
        client = client_of(world, name)
        assert client.get(OUTAGES).status_code == 403
        assert client.post(f"{OUTAGES}moi/", {"reason": "x", "legal_basis": "y"}).status_code == 403
    assert not Outage.objects.exists()


@pytest.mark.browser
def test_journal_and_outages_are_accessible_on_desk_and_phone(page: Page, phone: Page, world: World) -> None:
    accepted_birth(world)
    for screen in (page, phone):
        for name, address in (("auditor", JOURNAL), ("admin", OUTAGES), ("admin", f"{OUTAGES}moi/")):
            enter(screen, account(world, name))
            screen.goto(address)
            assert_accessible(screen)

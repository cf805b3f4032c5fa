"""Who may see what: every page × every role, at units that take part and at others; nothing leaks, nothing changes."""

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from django.test import Client

from motcua.desks.access import ANYONE, CITIZEN, SIGNED_IN
from motcua.directory.models import Account
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.kernel.models import JournalEntry
from tests.contract.casebook import Casebook
from tests.contract.fingerprints import fingerprint
from tests.contract.pages import INSIDERS, NONE_THERE, PEOPLE, PLAIN, RECEIPT_PAGES, ROWS, THINGS, Page, site
from tests.contract.test_operations import OUTSIDERS, UNPOSTED
from tests.world import TU

pytestmark = pytest.mark.django_db

PAGES = sorted(site(), key=lambda page: page.name)
TAKING_PART = ("lan", "lan_head", "minh", "ha", "post_agent", "auditor")
OPENED = {200, 302, 405}
HIDDEN = {302, 403, 404, 405}
PERIOD = {"tu": "01/09/2026", "den": "31/12/2026", "loai": "all"}
SEARCHES = (
    PERIOD,
    PERIOD | dict.fromkeys(("q", "tim", "ten"), "nguyen thi tu"),
    dict.fromkeys(("q", "tim", "so", "ma"), TU.identifier),
)
"""What an outsider asks of lists."""


def client_of(book: Casebook, name: str | None) -> Client:
    client = Client()
    if name is not None:
        client.force_login(Account.objects.get(id=book.world.id_of(name)))
    return client


def text_of(answer: Any) -> str:
    """The text of an answer, also of a streamed one and of a PDF."""
    content: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.headers.get("Content-Type", "").startswith("application/pdf"):
        with pypdfium2.PdfDocument(content) as document:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return content.decode(errors="replace")


def asked(page: Page, actor: Actor) -> Iterator[dict[str, str]]:
    yield {}
    if actor.may(Permission(page.access)) and not page.shows_one:
        yield from SEARCHES


def test_every_page_has_its_place_in_the_table() -> None:
    unplaced = [page.name for page in PAGES if page.name not in INSIDERS and page.name.split(":")[0] not in PEOPLE]
    assert unplaced == [], "say in tests/contract/pages.py who opens it"
    known = ROWS.keys() | PLAIN.keys() | THINGS.keys() | {"row_id"}
    unknown = {page.name: set(page.parameters) - known for page in PAGES if set(page.parameters) - known}
    assert unknown == {}, "say in tests/contract/pages.py where the parameter comes from"


@pytest.mark.parametrize("by", [*OUTSIDERS, *UNPOSTED])
def test_outsiders_see_nothing_and_change_nothing(casebook: Casebook, by: str) -> None:
    client, before, wrong = client_of(casebook, by), fingerprint(), []
    for page in PAGES:
        if page.access in {ANYONE, CITIZEN, SIGNED_IN}:
            continue
        address = page.address(casebook)
        answers = [("GET", query, client.get(address, query)) for query in asked(page, casebook.world.actor(by))]
        if page.shows_one or not casebook.world.actor(by).may(Permission(page.access)):
            answers.append(("POST", {}, client.post(address)))
        for method, query, answer in answers:
            text = text_of(answer)
            # what was asked for is shown again
            if leaked := [secret for secret in casebook.secrets if secret in text and secret not in query.values()]:
                wrong.append(f"{method} {page.name} shows {leaked}")
            if page.shows_one and answer.status_code not in HIDDEN:
                wrong.append(f"{method} {page.name} answers {answer.status_code}")
            assert answer.status_code < 500, page.name
    assert wrong == []
    assert fingerprint() == before


def test_without_signing_in_every_page_leads_to_the_sign_in(casebook: Casebook) -> None:
    client, before = Client(), fingerprint()
    for page in PAGES:
        if page.name in RECEIPT_PAGES:
            continue
        address = page.address(casebook)
        # who presses the button of this page begins a draft of their own, and of nothing else
        answers = (
            [client.get(address)] if page.name == "citizen:draft-begin" else [client.get(address), client.post(address)]
        )
        for answer in answers:
            text = text_of(answer)
            assert [secret for secret in casebook.secrets if secret in text] == [], page.name
            if page.access != ANYONE:
                assert answer.status_code == 302, page.name
                way = "/cong-dan/dang-nhap/" if page.access == CITIZEN else "/dang-nhap/"
                assert answer.headers["Location"].startswith(way), page.name
    assert fingerprint() == before


def test_another_citizen_sees_nothing_and_changes_nothing(casebook: Casebook) -> None:
    client, before = client_of(casebook, "citizen_other"), fingerprint()
    for page in PAGES:
        if page.access == ANYONE:
            continue
        answers = [client.get(page.address(casebook))]
        if page.access != CITIZEN:
            answers.append(client.post(page.address(casebook)))
        for answer in answers:
            text = text_of(answer)
            assert [secret for secret in casebook.secrets if secret in text] == [], page.name
            assert answer.status_code < 500, page.name
            if page.access not in {CITIZEN, SIGNED_IN}:
                assert answer.status_code == 403, page.name
    assert fingerprint() == before


@pytest.mark.parametrize("by", TAKING_PART)
def test_a_page_opens_only_with_its_permission(casebook: Casebook, by: str) -> None:
    client, actor = client_of(casebook, by), casebook.world.actor(by)
    before = fingerprint()
    for page in PAGES:
        if page.access in {ANYONE, CITIZEN, SIGNED_IN} or actor.may(Permission(page.access)):
            continue
        for answer in (client.get(page.address(casebook)), client.post(page.address(casebook))):
            assert answer.status_code == 403, f"{page.name} as {by}"
    assert fingerprint() == before


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_those_who_take_part_open_it_and_their_reading_is_journalled(casebook: Casebook, page: Page) -> None:
    client = client_of(casebook, page.insider)
    known = JournalEntry.objects.order_by("-id").values_list("id", flat=True)[0]
    answer = client.get(page.address(casebook), {} if page.shows_one else PERIOD)
    assert answer.status_code in {NONE_THERE[page.name]} if page.name in NONE_THERE else OPENED, page.name
    text = text_of(answer)
    if page.access == ANYONE:
        assert [secret for secret in (TU.name, TU.identifier, TU.phone) if secret in text] == []
    elif page.access != CITIZEN and (TU.name in text or TU.identifier in text):
        readings = JournalEntry.objects.filter(id__gt=known, actor_id=casebook.world.id_of(str(page.insider)))
        assert page.name in WORKLISTS or readings.exists(), f"{page.name} shows a person; journal who looked"


WORKLISTS = {
    "counter:today", "counter:pending", "counter:papers", "counter:results", "officer:worklist", "leader:today",
    "leader:assignments", "leader:signing", "leader:apologies",
}  # fmt: skip
"""Lists of one's own open work, names only; what is opened, searched or taken out from there is journalled."""

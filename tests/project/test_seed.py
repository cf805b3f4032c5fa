"""Seeded dossiers are like those people made: they fold to their caches, every page shows them, work goes on."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from motcua.catalogue.actions.settings import load_law_settings
from motcua.directory.models import Account, Agency
from motcua.directory.queries.authority import authority_of
from motcua.directory.queries.calendars import work_calendar
from motcua.directory.rules.actors import SYSTEM
from motcua.dossiers.actions.casefile import Casefile
from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.actions.processing import complete_step
from motcua.dossiers.actions.returning import return_results
from motcua.dossiers.models import Dossier, IssuedForm, Leg, Task
from motcua.dossiers.models.acts import CollectionCheck
from motcua.dossiers.queries.timed import legs_to_warn
from motcua.dossiers.rules.clock import delay_minutes
from motcua.dossiers.rules.intake import PartyData
from motcua.dossiers.rules.stages import LegState, OutcomeKind, ReturnWay, Stage
from motcua.exchange.models import OutboxMessage
from motcua.kernel.models import JournalEntry, NumberSequence
from motcua.kernel.verification import JournalProof, verify_journal
from motcua.kernel.worktime import TIME_ZONE, local
from motcua.project.commands import seed as seed_command
from motcua.project.seed import seeding
from motcua.project.seed.seeding import Seeded, Wish, seed
from tests.dossiers.test_state_machine import assert_caches_agree
from tests.reference import FOUNDED
from tests.world import publish_catalogue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]

NOW = datetime(2026, 10, 14, 10, 0, tzinfo=TIME_ZONE)
"""A Wednesday in the middle of work."""
WISH = Wish(dossiers=600, communes=4, months=6, seed=3)
WRITTEN = (
    "dossiers_dossier, dossiers_party, directory_account, catalogue_procedure, catalogue_lawsetting,"
    " kernel_journalentry, kernel_journalseal, kernel_numbersequence, procrastinate_jobs"
)


@pytest.fixture(scope="module")
def seeded(_reference_committed: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Seeded]:
    """Committed, because nothing else can be sealed."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(seeding, "PATTERNS_MIN", 110)
        load_law_settings(actor=SYSTEM, at=FOUNDED)
        publish_catalogue()
        yield seed(WISH, NOW, lambda _part, _done, _total: None)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(f"TRUNCATE {WRITTEN} CASCADE")


@pytest.fixture(scope="module")
def proof(seeded: Seeded, django_db_blocker: DjangoDbBlocker) -> JournalProof:
    """Before any test's own transaction begins, which is not sealed."""
    with django_db_blocker.unblock():
        return verify_journal(public_keys=[])


def sign_in(client: Client, agency_id: int, post: str) -> Client:
    code = Agency.objects.get(id=agency_id).code
    account = Account.objects.get(username=f"mau.{code}.{post}".lower())
    client.force_login(account, backend="motcua.desks.signing_in.PeopleBackend")
    return client


def test_what_was_wished_is_there(seeded: Seeded) -> None:
    assert Dossier.objects.count() == seeded.dossiers == 600
    assert Dossier.objects.values("receiving_unit").distinct().count() == seeded.communes == 4
    assert seeded.open >= 10 and len(seeded.stages) >= 6 and seeded.procedures >= 20
    assert len(seeded.histories) >= 10
    assert Leg.objects.filter(delay_minutes__gt=0).exists() and Leg.objects.filter(kind="consultation").exists()
    assert Dossier.objects.exclude(edition__document__members=[]).exists(), "a group of procedures"
    assert JournalEntry.objects.filter(act="dossiers.seeded", data__seed=3).count() == 1


def test_caches_follow_from_the_rows(seeded: Seeded) -> None:
    for dossier in Dossier.objects.all():
        casefile = Casefile.open_at_least(dossier.id, NOW)
        if any(casefile.ledger.values()):
            assert_caches_agree(dossier)
        assert (dossier.stage, dossier.holder_ids) == (casefile.stage(), casefile.holders())
        for leg in casefile.legs.values():
            reckoning = casefile.reckoning(leg)
            if leg.state == LegState.DONE and reckoning and leg.due_at and leg.finished_at:
                late = delay_minutes(leg.finished_at, leg.due_at, casefile.calendar(leg))
                assert leg.delay_minutes == late, (dossier.code, leg.key)
        if dossier.accepted_at and dossier.stage == Stage.ACCEPTED:
            receipt = IssuedForm.objects.get(dossier=dossier, form="receipt").data
            assert datetime.fromisoformat(receipt["due_at"]) == dossier.due_at
            assert receipt["dossier_code"] == dossier.code and dossier.check_key in receipt["tracking_url"]


def test_people_worked_in_working_time_and_not_in_the_future(seeded: Seeded) -> None:
    calendar = work_calendar(None, NOW)
    acts = JournalEntry.objects.filter(dossier_id__isnull=False).exclude(actor_id=None)
    for at in acts.values_list("at", flat=True).iterator():
        assert at <= NOW and calendar.next_working_instant(at) == local(at)
    assert not set(legs_to_warn(NOW)), "the worker has warned of all there is to warn of"


def test_nothing_of_the_rehearsal_is_left(seeded: Seeded) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} AS t WHERE t::text ~* 'zq[0-9]{{3}}w'")
            assert cursor.fetchone() == (0,), table
    assert not OutboxMessage.objects.exists() and not Account.objects.filter(is_machine=True).exists()


def test_numbers_follow_one_another_in_time(seeded: Seeded) -> None:
    series = defaultdict(list)
    for code, at in Dossier.objects.filter(code__isnull=False).values_list("code", "accepted_at"):
        owner, day, number = code.rsplit("-", 2)
        assert f"{local(at):%y%m%d}" == day
        series[owner, day].append((int(number), at))
    for form, number, at in IssuedForm.objects.exclude(form="receipt").values_list("form", "number", "issued_at"):
        series[form, number.split("/", 1)[1]].append((int(number.split("/")[0]), at))
    for given in series.values():
        assert [number for number, _ in sorted(given)] == list(range(1, len(given) + 1))
        assert [at for _, at in sorted(given)] == sorted(at for _, at in given)
    assert NumberSequence.objects.count() == len(series)


def test_the_journal_is_sealed_and_whole(seeded: Seeded, proof: JournalProof) -> None:
    assert proof.fault is None and proof.unsealed == 0
    assert proof.entries == JournalEntry.objects.count() == seeded.sealed
    for dossier in Dossier.objects.all()[:50]:
        entries = list(JournalEntry.objects.filter(dossier_id=dossier.id).order_by("id"))
        assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
        own = {leg.id for leg in dossier.legs.all()}
        assert {entry.data["leg_id"] for entry in entries if "leg_id" in entry.data} <= own


def test_pages_show_them(seeded: Seeded, client: Client) -> None:
    tasks = Task.objects.filter(closed_at__isnull=True, agency__kind="commune_committee")
    task = tasks.select_related("leg__dossier")[0]
    dossier = task.leg.dossier
    assert dossier.code
    sign_in(client, task.agency_id, "leader")
    assert dossier.code in client.get("/xu-ly/", {"loai": "all"}).content.decode()
    page = client.get(f"/xu-ly/ho-so/{dossier.id}/").content.decode()
    assert dossier.code in page and dossier.applicant.name in page
    found = client.get("/xu-ly/tim/", {"q": dossier.applicant.name}).content.decode()
    assert dossier.code in found
    tracked = Client().get(f"/t/{dossier.code}/{dossier.check_key}")
    assert tracked.status_code == 200 and dossier.code in tracked.content.decode()
    sign_in(client, dossier.receiving_unit_id, "counter")
    day = f"{local(dossier.submitted_at):%d/%m/%Y}"
    assert dossier.code in client.get("/quay/", {"tu": day, "den": day}).content.decode()
    register = client.get("/quay/so-theo-doi.pdf", {"tu": day, "den": day})
    assert register.status_code == 200 and register.content.startswith(b"%PDF")


def test_work_goes_on(seeded: Seeded) -> None:
    running = Leg.objects.filter(state=LegState.OPEN, parent=None, kind="lead", agency__kind="commune_committee")
    dossier = running.order_by("id")[0].dossier
    actors = {
        where: authority_of(Account.objects.get(username=f"mau.{agency.code}.{where}".lower()).id, NOW.date())
        for agency, where in (
            (dossier.competent_agency, "officer"), (dossier.competent_agency, "leader"),
            (dossier.receiving_unit, "counter"),
        )
    }  # fmt: skip
    while task := Task.objects.filter(leg__dossier=dossier, leg__kind="lead", closed_at__isnull=True).first():
        doer = actors["leader" if task.role == "leader" else "officer"]
        casefile = Casefile.open(dossier.id, NOW)
        route = casefile.edition.route
        assert route is not None
        if "decide" in next(step.acts for step in route.steps if step.key == task.step):
            decide(leg_id=task.leg_id, kind=OutcomeKind.GRANTED, number="1", actor=doer, at=NOW)
        else:
            complete_step(task_id=task.id, note="", facts=None, actor=doer, at=NOW)
    applicant = PartyData("citizen", dossier.applicant.name, dossier.applicant.identifier)
    return_results(
        dossier_id=dossier.id, way=ReturnWay.DESK, check=CollectionCheck.RECEIPT, recipient=applicant,
        actor=actors["counter"], at=NOW,
    )  # fmt: skip
    dossier.refresh_from_db()
    assert dossier.stage == Stage.RETURNED
    assert_caches_agree(dossier)


def run(*options: str) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(seed_command, "with_database", lambda: None)
        result = CliRunner().invoke(seed_command.command, options)
    return result.exit_code, result.stdout, result.stderr


def test_dossiers_that_are_there_are_left_alone(seeded: Seeded) -> None:
    code, _, words = run("--dossiers", "10")
    assert code == 1 and "--append" in words
    assert Dossier.objects.count() == 600


def test_more_can_be_added(seeded: Seeded, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeding, "PATTERNS_MIN", 20)
    code, summary, words = run("--dossiers", "40", "--communes", "2", "--append", "--seed", "9", "--json")
    assert code == 0, words
    assert json.loads(summary)["dossiers"] == 40 and "seed 9" in words and "copies 40 / 40" in words
    assert Dossier.objects.count() == 640
    assert Dossier.objects.filter(code__isnull=False).values("code").distinct().count() > 500
    for dossier in Dossier.objects.order_by("-id")[:40]:
        casefile = Casefile.open_at_least(dossier.id, timezone.now())
        assert (dossier.stage, dossier.holder_ids) == (casefile.stage(), casefile.holders())


@pytest.mark.usefixtures("seeded")
def test_without_reference_data_it_says_what_to_do() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"TRUNCATE {WRITTEN} CASCADE")
    code, _, words = run("--dossiers", "10")
    assert code == 1 and "motcua load" in words

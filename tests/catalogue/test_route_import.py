"""Imported routes are kept as drafts with their findings, and never published silently against their limit."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.catalogue.actions import routes
from motcua.catalogue.actions.routes import RouteImport
from motcua.catalogue.models import ImportedRoute
from motcua.catalogue.queries.routes import findings_of, route_by_key, table_of, visible_to
from motcua.catalogue.rules.route_publication import (
    ReasonTooLong,
    RouteBreaksLimit,
    RouteIsPublished,
    RouteUnknown,
)
from motcua.catalogue.rules.route_sums import check_sums
from motcua.catalogue.rules.route_tables import PROCEDURE_COLUMNS, STEP_COLUMNS, read_tables
from motcua.directory.rules.actors import SYSTEM, ActNotAllowed, Actor
from motcua.kernel.models import JournalEntry
from motcua.kernel.worktime import TIME_ZONE

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 8, tzinfo=TIME_ZONE)
LATER = AT + timedelta(days=1)
NOBODY = Actor(id=7, name="Sơn")
DATA = Path(__file__).parents[2] / "src/motcua/catalogue/data/routes"
SOUND = "A,,1,Làm,Phòng X,2,working_day,\nA,,2,Ký,Lãnh đạo,8,hour,\n"


def take_in(
    steps: str = SOUND,
    *,
    limit: str = "3",
    difficult: str = "",
    actor: Actor = SYSTEM,
    at: datetime = AT,
    lead: str = "",
) -> RouteImport:
    procedures = f"{','.join(PROCEDURE_COLUMNS)}\n{lead}A,QĐ 1/2025,Việc A,xã,Đất đai,,{limit},{difficult},,\n"
    tables = read_tables(procedures.encode(), f"{','.join(STEP_COLUMNS)}\n{steps}".encode())
    return routes.import_routes(tables=tables, source="test", actor=actor, at=at)


def the_route(key: str = "A") -> ImportedRoute:
    return ImportedRoute.objects.get(key=key)


def journal(act: str) -> list[dict[str, object]]:
    return list(JournalEntry.objects.filter(act=f"catalogue.{act}").order_by("id").values_list("data", flat=True))


def test_new_route_is_a_draft_with_verdict_findings_and_provenance() -> None:
    outcome = take_in("A,,1,Làm,Phòng X,4,working_day,\nA,,2,Trả,Phòng Y,,,\n")
    assert outcome == RouteImport(created=["A"])
    route = the_route()
    assert (route.verdict, route.source, route.published_at) == ("exceeds", "QĐ 1/2025", None)
    assert [finding.code for finding in findings_of(route)] == ["sum_exceeds_limit", "untimed_step"]
    assert str(findings_of(route)[0]).endswith("vượt thời hạn 3 ngày là 1 ngày")
    assert journal("route_imported") == [
        {
            "key": "A",
            "verdict": "exceeds",
            "findings": {"sum_exceeds_limit": 1, "untimed_step": 1},
            "change": "created",
        }
    ]


def test_importing_the_same_again_changes_nothing_even_when_rows_moved_in_the_file() -> None:
    take_in()
    before = ImportedRoute.objects.values().get()
    assert take_in(at=LATER) == RouteImport(unchanged=["A"])
    assert take_in(at=LATER, lead="B,QĐ 1/2025,Việc B,xã,Đất đai,,3,,,\n") == RouteImport(
        created=["B"], unchanged=["A"]
    )
    assert ImportedRoute.objects.filter(key="A").values().get() == before
    assert [entry["key"] for entry in journal("route_imported")] == ["A", "B"]


def test_changed_draft_is_updated() -> None:
    take_in()
    assert take_in(SOUND.replace(",2,", ",9,", 1), at=LATER) == RouteImport(updated=["A"])
    route = the_route()
    assert (route.verdict, route.imported_at) == ("exceeds", LATER)
    assert table_of(route).steps[0].time == 9
    assert [entry["change"] for entry in journal("route_imported")] == ["created", "updated"]


def test_published_route_is_not_changed_by_an_import_and_the_reason_is_told() -> None:
    take_in()
    routes.publish(route_id=the_route().id, actor=SYSTEM, at=AT)
    before = ImportedRoute.objects.values().get()
    outcome = take_in(SOUND.replace(",2,", ",9,", 1), at=LATER)
    assert (outcome.created, outcome.updated, outcome.unchanged) == ([], [], [])
    assert outcome.refused["A"].code == "route_published"
    assert ImportedRoute.objects.values().get() == before
    assert len(journal("route_imported")) == 1
    assert take_in(at=LATER) == RouteImport(unchanged=["A"])


def test_steps_of_an_unknown_procedure_are_refused_and_the_rest_is_taken_in() -> None:
    outcome = take_in(f"{SOUND}GHOST,,1,Làm,Phòng X,1,working_day,\n")
    assert outcome.created == ["A"]
    assert (outcome.refused["GHOST"].code, outcome.refused["GHOST"].line) == ("unknown_procedure", 4)
    assert not ImportedRoute.objects.filter(key="GHOST").exists()


def test_only_a_steward_imports_or_publishes() -> None:
    with pytest.raises(ActNotAllowed):
        take_in(actor=NOBODY)
    assert not ImportedRoute.objects.exists() and not JournalEntry.objects.exists()
    take_in()
    with pytest.raises(ActNotAllowed):
        routes.publish(route_id=the_route().id, actor=NOBODY, at=AT)
    assert the_route().published_at is None and journal("route_published") == []


def test_route_that_keeps_its_limit_is_published_without_a_reason() -> None:
    take_in()
    routes.publish(route_id=the_route().id, actor=SYSTEM, at=LATER)
    assert (the_route().published_at, the_route().published_despite) == (LATER, "")
    assert journal("route_published") == [{"key": "A", "verdict": "match", "findings": {}, "despite": ""}]


@pytest.mark.parametrize("despite", ["", "   "])
@pytest.mark.parametrize(("limit", "difficult"), [("2", ""), ("3", "2.5")])
def test_route_that_breaks_a_limit_is_not_published_without_a_reason(despite: str, limit: str, difficult: str) -> None:
    take_in(limit=limit, difficult=difficult)
    with pytest.raises(RouteBreaksLimit):
        routes.publish(route_id=the_route().id, actor=SYSTEM, at=AT, despite=despite)
    assert the_route().published_at is None and journal("route_published") == []


def test_reason_to_publish_a_route_that_breaks_its_limit_is_kept_and_journalled() -> None:
    take_in(limit="2")
    routes.publish(route_id=the_route().id, actor=SYSTEM, at=AT, despite=" Nguồn công bố như vậy ")
    assert the_route().published_despite == "Nguồn công bố như vậy"
    assert journal("route_published")[0]["despite"] == "Nguồn công bố như vậy"


def test_reason_that_does_not_fit_is_refused() -> None:
    take_in(limit="2")
    with pytest.raises(ReasonTooLong):
        routes.publish(route_id=the_route().id, actor=SYSTEM, at=AT, despite="x" * 301)
    assert the_route().published_at is None


def test_route_is_published_once_and_an_unknown_one_not_at_all() -> None:
    take_in()
    routes.publish(route_id=the_route().id, actor=SYSTEM, at=AT)
    with pytest.raises(RouteIsPublished):
        routes.publish(route_id=the_route().id, actor=SYSTEM, at=LATER)
    with pytest.raises(RouteUnknown):
        routes.publish(route_id=0, actor=SYSTEM, at=AT)
    assert the_route().published_at == AT and len(journal("route_published")) == 1


def test_database_itself_keeps_published_routes_and_their_reasons() -> None:
    take_in(limit="2")
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportedRoute.objects.update(published_at=AT)
    routes.publish(route_id=the_route().id, actor=SYSTEM, at=AT, despite="Nguồn công bố như vậy")
    for change in (lambda: ImportedRoute.objects.update(title="Khác"), ImportedRoute.objects.all().delete):
        with pytest.raises(ProgrammingError, match="never changes"), transaction.atomic():
            change()
    assert the_route().title == "Việc A"


def test_drafts_are_for_stewards_only() -> None:
    take_in(lead="B,QĐ 1/2025,Việc B,xã,Đất đai,,3,,,\n")
    routes.publish(route_id=the_route("B").id, actor=SYSTEM, at=AT)
    assert [route.key for route in visible_to(SYSTEM)] == ["A", "B"]
    assert [route.key for route in visible_to(NOBODY)] == ["B"]
    with pytest.raises(RouteUnknown):
        route_by_key(NOBODY, "A")


def test_published_tables_are_taken_in_whole_and_read_back_as_they_were() -> None:
    tables = read_tables((DATA / "procedures.csv").read_bytes(), (DATA / "steps.csv").read_bytes())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        outcome = routes.import_routes(tables=tables, source="test", actor=SYSTEM, at=AT)
    assert len(outcome.created) == 145 and not outcome.refused
    assert len(queries) < 145 + 12
    for route in tables.routes:
        kept = route_by_key(SYSTEM, route.id)
        again = check_sums(table_of(kept))
        before = check_sums(route)
        assert (again.sum_days, again.verdict.value) == (before.sum_days, kept.verdict)
        assert [str(finding) for finding in findings_of(kept)] == [str(finding) for finding in before.findings]

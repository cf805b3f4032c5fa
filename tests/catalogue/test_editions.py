"""Editions are imported as drafts, published from a date, never changed afterwards, and found for any day."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from motcua.catalogue.actions.editions import (
    EditionFaulty,
    EditionIsFinal,
    EditionNumberTaken,
    EditionOverlaps,
    import_edition,
    publish,
    withdraw_draft,
)
from motcua.catalogue.actions.load import load_catalogue, package_files
from motcua.catalogue.models import Procedure, ProcedureEdition
from motcua.catalogue.queries.editions import (
    EditionNotInForce,
    EditionUnknown,
    ProcedureUnknown,
    compare,
    edition,
    edition_in_force,
    editions_of,
    export,
)
from motcua.catalogue.rules.document import CatalogueFileFaulty, dump, parse
from motcua.directory.rules.actors import ActNotAllowed, Actor
from motcua.directory.rules.agencies import AgencyKind
from motcua.directory.rules.competence import Coverage
from motcua.directory.rules.territory import UnitLevel
from motcua.kernel.models import JournalEntry
from tests.catalogue.files import GROUP, RESIDENCE, SINGLE, changed, line_of

pytestmark = pytest.mark.django_db

SECOND = changed(SINGLE, ("edition: 1", "edition: 2"), ("start: 2025-07-01", "start: 2026-08-05"), ("8000", "9000"))


def acts() -> list[str]:
    return list(JournalEntry.objects.order_by("id").values_list("act", flat=True))


def publish_text(text: str, steward: Actor, now: datetime) -> ProcedureEdition:
    draft = import_edition(text=text, name="file.yaml", actor=steward, at=now)
    return publish(edition_id=draft.id, start=None, actor=steward, at=now)


def test_an_imported_file_is_a_draft_that_can_be_found(steward: Actor, now: datetime) -> None:
    row = import_edition(text=SINGLE, name="birth.yaml", actor=steward, at=now)
    assert row.published_at is None and row.findings == []
    procedure = Procedure.objects.get(code="1.001193")
    assert procedure.acronyms == " ks dkks "
    assert " dang ky khai sinh " in procedure.search
    assert edition(row.id) == parse(SINGLE, "birth.yaml")
    assert acts() == ["catalogue.edition_imported"]


def test_the_same_content_again_changes_nothing(steward: Actor, now: datetime) -> None:
    first = import_edition(text=SINGLE, name="birth.yaml", actor=steward, at=now)
    again = import_edition(text=dump(parse(SINGLE, "x")), name="other.yaml", actor=steward, at=now)
    assert again.id == first.id
    assert acts() == ["catalogue.edition_imported"]


def test_a_draft_is_replaced_by_new_content_of_its_number(steward: Actor, now: datetime) -> None:
    first = import_edition(text=SINGLE, name="birth.yaml", actor=steward, at=now)
    again = import_edition(text=changed(SINGLE, ("8000", "9000")), name="birth.yaml", actor=steward, at=now)
    assert again.id == first.id
    assert edition(first.id).fees[0].amount_vnd == 9000


def test_a_faulty_file_leaves_nothing_behind(steward: Actor, now: datetime) -> None:
    with pytest.raises(CatalogueFileFaulty):
        import_edition(text=changed(SINGLE, ("nd118", "nd119")), name="birth.yaml", actor=steward, at=now)
    assert not Procedure.objects.exists() and acts() == []


def test_only_a_steward_may_import_and_publish(steward: Actor, officer: Actor, now: datetime) -> None:
    with pytest.raises(ActNotAllowed):
        import_edition(text=SINGLE, name="birth.yaml", actor=officer, at=now)
    draft = import_edition(text=SINGLE, name="birth.yaml", actor=steward, at=now)
    with pytest.raises(ActNotAllowed):
        publish(edition_id=draft.id, start=None, actor=officer, at=now)
    with pytest.raises(ActNotAllowed):
        withdraw_draft(edition_id=draft.id, actor=officer, at=now)
    draft.refresh_from_db()
    assert draft.published_at is None


def test_a_new_edition_ends_the_one_before(steward: Actor, now: datetime) -> None:
    first = publish_text(SINGLE, steward, now)
    second = publish_text(SECOND, steward, now)
    first.refresh_from_db()
    assert first.end == second.start == date(2026, 8, 5)
    assert edition_in_force("1.001193", date(2026, 8, 4))[0] == first.id
    assert edition_in_force("1.001193", date(2026, 8, 5))[0] == second.id
    assert export("1.001193", 1).end == date(2026, 8, 5)


def test_a_file_that_tells_when_a_published_edition_ended_is_the_edition_that_is_there(
    steward: Actor, now: datetime
) -> None:
    first = publish_text(SINGLE, steward, now)
    ended = changed(SINGLE, ("end: null", "end: 2026-08-05"))
    assert import_edition(text=ended, name="file@1.yaml", actor=steward, at=now) == first
    publish_text(SECOND, steward, now)
    first.refresh_from_db()
    assert first.end == date(2026, 8, 5)
    with pytest.raises(EditionNumberTaken):
        import_edition(text=changed(ended, ("8000", "9500")), name="file@1.yaml", actor=steward, at=now)


def test_an_edition_can_be_published_from_another_day_than_its_file_says(steward: Actor, now: datetime) -> None:
    publish_text(SINGLE, steward, now)
    draft = import_edition(text=SECOND, name="second.yaml", actor=steward, at=now)
    row = publish(edition_id=draft.id, start=date(2027, 1, 1), actor=steward, at=now)
    assert edition(row.id).start == date(2027, 1, 1)
    assert edition_in_force("1.001193", date(2026, 12, 31))[1].fees[0].amount_vnd == 8000
    assert import_edition(text=SECOND, name="second.yaml", actor=steward, at=now).id == row.id


def test_nothing_is_published_below_a_later_edition(steward: Actor, now: datetime) -> None:
    publish_text(SECOND, steward, now)
    draft = import_edition(text=SINGLE, name="first.yaml", actor=steward, at=now)
    with pytest.raises(EditionOverlaps):
        publish(edition_id=draft.id, start=None, actor=steward, at=now)
    draft.refresh_from_db()
    assert draft.published_at is None
    withdraw_draft(edition_id=draft.id, actor=steward, at=now)
    ended = publish_text(changed(SINGLE, ("end: null", "end: 2026-08-05")), steward, now)
    assert edition_in_force("1.001193", date(2026, 1, 1))[0] == ended.id


def test_the_database_itself_refuses_two_editions_on_one_day(steward: Actor, now: datetime) -> None:
    publish_text(SINGLE, steward, now)
    draft = import_edition(text=SECOND, name="second.yaml", actor=steward, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        ProcedureEdition.objects.filter(id=draft.id).update(published_at=now)


def test_a_published_edition_is_final(steward: Actor, now: datetime) -> None:
    row = publish_text(SINGLE, steward, now)
    with pytest.raises(EditionIsFinal):
        publish(edition_id=row.id, start=None, actor=steward, at=now)
    with pytest.raises(EditionIsFinal):
        withdraw_draft(edition_id=row.id, actor=steward, at=now)
    with pytest.raises(EditionNumberTaken) as refusal:
        import_edition(text=changed(SINGLE, ("8000", "1")), name="birth.yaml", actor=steward, at=now)
    assert refusal.value.details["next_number"] == 2
    for change in ("SET document = '{}'", "SET start = '2024-01-01'", "SET published_at = NULL"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE catalogue_procedureedition {change}")
    assert edition(row.id).fees[0].amount_vnd == 8000


def test_a_draft_can_be_withdrawn(steward: Actor, now: datetime) -> None:
    row = import_edition(text=SINGLE, name="birth.yaml", actor=steward, at=now)
    withdraw_draft(edition_id=row.id, actor=steward, at=now)
    with pytest.raises(EditionUnknown):
        edition(row.id)
    assert acts()[-1] == "catalogue.draft_withdrawn"


def test_a_group_is_published_only_after_its_members(steward: Actor, now: datetime) -> None:
    publish_text(SINGLE, steward, now)
    draft = import_edition(text=GROUP, name="group.yaml", actor=steward, at=now)
    assert [finding["code"] for finding in draft.findings] == ["member_unknown"]
    with pytest.raises(EditionFaulty) as refusal:
        publish(edition_id=draft.id, start=None, actor=steward, at=now)
    assert "1.004222" in str(refusal.value.findings[0])
    import_edition(text=RESIDENCE, name="residence.yaml", actor=steward, at=now)
    with pytest.raises(EditionFaulty) as refusal:
        publish(edition_id=draft.id, start=None, actor=steward, at=now)
    assert refusal.value.findings[0].code == "member_not_in_force"
    publish_text(RESIDENCE, steward, now)
    assert publish(edition_id=draft.id, start=None, actor=steward, at=now).findings == []


def test_a_published_edition_is_read_once_per_process(
    steward: Actor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = publish_text(SINGLE, steward, now)
    with django_assert_num_queries(1):
        edition(row.id)
    with django_assert_num_queries(0):
        edition(row.id)
    with django_assert_num_queries(2):
        assert edition_in_force("1.001193", date(2026, 1, 1)) == (row.id, edition(row.id))
    with django_assert_num_queries(1):
        assert edition_in_force("1.001193", date(2026, 1, 1)) == (row.id, edition(row.id))


def test_an_unknown_procedure_is_answered_with_the_nearest(steward: Actor, now: datetime) -> None:
    publish_text(SINGLE, steward, now)
    publish_text(RESIDENCE, steward, now)
    with pytest.raises(ProcedureUnknown) as refusal:
        edition_in_force("1.001139", date(2026, 1, 1))
    assert refusal.value.details["nearest"] == ["1.001193", "1.004222"]
    with pytest.raises(ProcedureUnknown) as refusal:
        edition_in_force("thuong tru", date(2026, 1, 1))
    assert refusal.value.details["nearest"] == ["1.004222"]
    with pytest.raises(ProcedureUnknown):
        editions_of("x")


def test_a_day_without_edition_is_answered_with_the_periods(steward: Actor, now: datetime) -> None:
    publish_text(SINGLE, steward, now)
    with pytest.raises(EditionNotInForce) as refusal:
        edition_in_force("1.001193", date(2025, 6, 30))
    assert refusal.value.details["periods"] == ["2025-07-01…"]


def test_two_editions_are_compared_in_words(steward: Actor, now: datetime) -> None:
    first, second = publish_text(SINGLE, steward, now), publish_text(SECOND, steward, now)
    words = [str(difference) for difference in compare(first.id, second.id)]
    assert "phí, lệ phí[late].amount_vnd đổi từ “8000” thành “9000”" in words
    assert compare(first.id, first.id) == []


def test_the_package_loads_twice_without_a_change(steward: Actor, now: datetime) -> None:
    seen: list[tuple[int, int]] = []
    loaded = load_catalogue(actor=steward, at=now, on_progress=lambda done, total: seen.append((done, total)))
    count = len(package_files())
    assert (loaded.published, loaded.unchanged) == (count, 0)
    assert seen[-1] == (count, count)
    entries = len(acts())
    again = load_catalogue(actor=steward, at=now)
    assert (again.published, again.unchanged) == (0, count)
    assert len(acts()) == entries


def test_competence_that_leaves_a_place_out_names_it(steward: Actor, now: datetime) -> None:
    piece = Coverage(
        start=date(2025, 7, 1),
        end=None,
        level=UnitLevel.COMMUNE,
        places={1: "phu tho/viet tri", 2: "phu tho/nong trang"},
        agencies={AgencyKind.COMMUNE_COMMITTEE: {1: 1}},
    )
    with pytest.raises(CatalogueFileFaulty) as refusal:
        import_edition(text=SINGLE, name="birth.yaml", actor=steward, at=now, places=[piece])
    assert "phu tho/nong trang" in str(refusal.value)
    assert refusal.value.findings[0].line == line_of(SINGLE, "  - start: 2025-07-01")
    doubled = replace(piece, agencies={AgencyKind.COMMUNE_COMMITTEE: {1: 1, 2: 2}})
    with pytest.raises(CatalogueFileFaulty):
        import_edition(text=SINGLE, name="birth.yaml", actor=steward, at=now, places=[doubled])
    assert not Procedure.objects.exists()
    served = replace(piece, agencies={AgencyKind.COMMUNE_COMMITTEE: {1: 1, 2: 1}})
    assert import_edition(text=SINGLE, name="birth.yaml", actor=steward, at=now, places=[served]).findings == []


def test_a_route_over_its_limit_is_kept_as_draft_and_never_published(steward: Actor, now: datetime) -> None:
    late = 'role: leader, budget: {value: "9", unit: working_day}, after: [appraise]'
    text = changed(SINGLE, ("role: leader, after: [appraise]", late))
    draft = import_edition(text=text, name="birth.yaml", actor=steward, at=now)
    assert "budget_exceeds_limit" in [finding["code"] for finding in draft.findings]
    with pytest.raises(EditionFaulty):
        publish(edition_id=draft.id, start=None, actor=steward, at=now)
    draft.refresh_from_db()
    assert draft.published_at is None

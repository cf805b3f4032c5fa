"""Rows of models: written in one statement, read back as the ORM reads them."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from motcua.directory.rules.actors import SYSTEM
from motcua.dossiers.models import DossierComponent, Leg, LegDependency, Task
from motcua.dossiers.models.dossier import Dossier
from motcua.kernel import journal
from motcua.kernel.models import JournalEntry
from motcua.kernel.rows import Batch, rows_where
from tests.world import World, accepted_birth

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def a_leg(dossier: Dossier, key: str, parent: Leg | None) -> Leg:
    return Leg(
        dossier=dossier, parent=parent, key=key, kind="linked", agency_id=dossier.competent_agency_id, state="waiting"
    )


def write(batch: Batch) -> int:
    return journal.record("kernel.tested", actor=SYSTEM, at=AT, subject="rows", subject_id=1, react=False, rows=batch)


def test_rows_that_refer_to_each_other_are_written_in_any_order_by_one_statement(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    dossier = accepted_birth(world)
    above = a_leg(dossier, "above", dossier.legs.get())
    below = a_leg(dossier, "below", above)
    batch = Batch()
    batch.add(LegDependency(leg=below, requires=above), below, above)
    with django_assert_num_queries(2):
        write(batch)
    assert Leg.objects.get(key="below").parent_id == above.id and below.parent is above
    assert LegDependency.objects.get(leg=below).requires == above
    assert not above._state.adding


def test_ids_are_given_in_order_and_before_anything_is_written(world: World) -> None:
    dossier = accepted_birth(world)
    rows = [DossierComponent(dossier=dossier, key=str(number), form="original", added_at=AT) for number in range(3)]
    before = DossierComponent.objects.count()
    batch = Batch()
    batch.add(*rows)
    batch.number()
    assert sorted(row.id for row in rows) == [row.id for row in rows]
    assert DossierComponent.objects.count() == before
    write(batch)
    assert list(DossierComponent.objects.order_by("id").values_list("key", flat=True))[before:] == ["0", "1", "2"]


def test_only_the_fields_named_are_changed_and_the_last_word_holds(world: World) -> None:
    dossier = accepted_birth(world)
    task = Task.objects.get(leg__dossier=dossier)
    task.note, task.step, task.assignee_id = "đã xem", "other", world.id_of("minh")
    batch = Batch()
    batch.change(task, ("note",))
    batch.change(task, ("note", "assignee"))
    write(batch)
    stored = Task.objects.get(id=task.id)
    assert (stored.note, stored.assignee_id, stored.step) == ("đã xem", world.id_of("minh"), "assign")


def test_what_is_read_is_what_the_orm_reads(world: World) -> None:
    dossier = accepted_birth(world)
    dossier.data = {"tên": ["Lan", 1, None], "đúng": True}
    dossier.members = None
    dossier.subject = "Nháy \"kép\", 'đơn', {ngoặc}, \\ và $1"
    batch = Batch()
    batch.change(dossier, ("data", "members", "subject", "holder_ids", "due_at"))
    write(batch)
    (read,) = rows_where(Dossier, "id = $1", [dossier.id])
    stored = Dossier.objects.get(id=dossier.id)
    for field in Dossier._meta.concrete_fields:
        assert getattr(read, field.attname) == getattr(stored, field.attname), field.name
    assert stored.data == dossier.data and stored.subject == dossier.subject and stored.members is None
    assert rows_where(Dossier, "id = $1", [0]) == []


def test_a_row_that_is_refused_leaves_nothing_behind(world: World) -> None:
    dossier = accepted_birth(world)
    entries = JournalEntry.objects.count()
    twice = [DossierComponent(dossier=dossier, key="k", form="original", added_at=AT), a_leg(dossier, "lead", None)]
    batch = Batch()
    batch.add(*twice)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(batch)
    assert JournalEntry.objects.count() == entries and not DossierComponent.objects.filter(key="k").exists()


def test_a_reference_to_nothing_is_refused_at_the_commit(world: World) -> None:
    batch = Batch()
    batch.add(DossierComponent(dossier_id=2**40, key="k", form="original", added_at=AT))
    with pytest.raises(IntegrityError), transaction.atomic():
        write(batch)
        connection.check_constraints()

"""Reactions run once per entry each in their own transaction, and one that fails does not hold the others up."""

from datetime import datetime

import pytest

from motcua.kernel import journal
from motcua.kernel.models import JournalEntry, NumberSequence
from motcua.project import reactions
from tests.kernel.conftest import LAN, NOON

pytestmark = pytest.mark.django_db


def _note(series: str) -> reactions.Reaction:
    def reaction(entry: JournalEntry, at: datetime) -> None:
        NumberSequence.objects.get_or_create(series=series, defaults={"last": entry.pk})

    return reaction


def _write_and_fail(entry: JournalEntry, at: datetime) -> None:
    NumberSequence.objects.create(series="half done", last=1)
    raise ValueError("no")


def _record(act: str) -> int:
    return journal.record(act, actor=LAN, at=NOON, subject="dossier", subject_id=1, react=False)


def test_a_failing_reaction_leaves_nothing_behind_and_does_not_stop_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reactions.REACTIONS, "test.act", (_note("first"), _write_and_fail, _note("last")))
    entry_id = _record("test.act")
    with pytest.raises(ExceptionGroup, match=f"reactions to entry {entry_id}"):
        reactions.react(entry_id=entry_id, at=NOON)
    assert set(NumberSequence.objects.values_list("series", flat=True)) == {"first", "last"}


def test_an_act_without_reactions_needs_nothing() -> None:
    reactions.react(entry_id=_record("test.nobody_reacts"), at=NOON)
    assert not NumberSequence.objects.exists()


def test_acts_that_are_reacted_to_are_past_participles_with_their_room() -> None:
    assert all(act.count(".") == 1 and act == act.lower() for act in reactions.REACTIONS)

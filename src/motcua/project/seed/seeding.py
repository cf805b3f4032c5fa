"""Seeding from beginning to end: cast, rehearsal, plan, copies, seals."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from motcua.catalogue.models import ProcedureEdition
from motcua.directory.models import CalendarEdition
from motcua.directory.rules.actors import SYSTEM
from motcua.directory.rules.territory import TWO_TIER_ON
from motcua.dossiers.models import Dossier, Party
from motcua.kernel import journal
from motcua.kernel.models import JournalEntry, NumberSequence
from motcua.kernel.sealing import BATCH_ENTRIES, seal_batch
from motcua.project.seed.cast import NothingToSeed, gather
from motcua.project.seed.copies import PARTY, Copier
from motcua.project.seed.days import Days, last_known_day
from motcua.project.seed.people import FICTIONAL_PROVINCE, People
from motcua.project.seed.plan import Plan, plan_of
from motcua.project.seed.rehearsing import Rehearsed, rehearse
from motcua.project.seed.storing import bare, keep_ids, next_ids, store

Tell = Callable[[str, int, int], None]
"""Told again and again: the part of the work, how much of it is done, of how much."""
PATTERNS_MIN, PATTERNS_MAX = 160, 400


@dataclass(frozen=True)
class Wish:
    """What is to be seeded."""

    dossiers: int
    province: str = "phu tho"
    communes: int | None = None
    """The first ones by code; all when empty."""
    months: int = 12
    seed: int = 1
    append: bool = False


@dataclass
class Seeded:
    """What was seeded, in numbers."""

    dossiers: int = 0
    open: int = 0
    rows: int = 0
    communes: int = 0
    procedures: int = 0
    first_on: str = ""
    last_on: str = ""
    stages: dict[str, int] = field(default_factory=dict)
    histories: dict[str, int] = field(default_factory=dict)
    patterns: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    sealed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    seed: int = 0

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def seed(wish: Wish, now: datetime, tell: Tell) -> Seeded:
    """Seed the dossiers. Raises NothingToSeed in words that say what to do."""
    _require_reference_data(wish)
    seeded, chance = Seeded(seed=wish.seed), random.Random(wish.seed)
    start = max(TWO_TIER_ON, now.date() - timedelta(days=wish.months * 30))
    watch = _Watch(seeded)
    with transaction.atomic():
        cast = gather(wish.province, wish.communes, start, now, chance)
    first, last = start - timedelta(days=60), last_known_day(now)
    days = Days(first, last, [agency.id for agency in cast.departments], now)
    watch.lap("people")
    rehearsed = _rehearsed(wish, cast, days, start, now, chance, tell)
    watch.lap("rehearsal")
    working_days = days.working_days(start, now.date() + timedelta(days=1))
    plan = plan_of(wish.dossiers, rehearsed.patterns, working_days, days, cast, now, chance)
    watch.lap("plan")
    seeded.rows = _store(plan, wish, now, chance, tell, watch)
    _analyse()
    watch.lap("statistics")
    seeded.sealed = _seal(now, tell)
    watch.lap("sealing")
    seeded.dossiers, seeded.communes, seeded.patterns = len(plan), len(cast.communes), len(plan.patterns)
    seeded.refused, seeded.histories = dict(rehearsed.refused), dict(plan.by_history())
    seeded.procedures = len({pattern.procedure for pattern in plan.patterns})
    seeded.first_on, seeded.last_on = days.texts[min(plan.day)], days.texts[max(plan.day)]
    seeded.stages = _stages(plan)
    seeded.open = sum(plan.patterns[place].stays is not None for place in plan.pattern)
    return seeded


def _require_reference_data(wish: Wish) -> None:
    if Dossier.objects.exists() and not wish.append:
        raise NothingToSeed(
            "This database holds dossiers already. Seed an empty one, or add to these with --append"
            " (never among the dossiers of real people)."
        )
    if not CalendarEdition.objects.exists() or not ProcedureEdition.objects.filter(published_at__isnull=False).exists():
        raise NothingToSeed("The reference data is missing. Load it first: motcua load")


def _rehearsed(
    wish: Wish, cast: Any, days: Days, start: date, now: datetime, chance: random.Random, tell: Tell
) -> Rehearsed:
    count = min(PATTERNS_MAX, max(PATTERNS_MIN, wish.dossiers // 50))
    rehearsed = rehearse(cast, days, start, now, count, chance, lambda done: tell("rehearsal", done, count))
    if not rehearsed.patterns:
        raise NothingToSeed(f"Every history was refused: {dict(rehearsed.refused)}. Is the catalogue loaded?")
    return rehearsed


def _store(plan: Plan, wish: Wish, now: datetime, chance: random.Random, tell: Tell, watch: "_Watch") -> int:
    """All rows in one transaction; returns how many there are."""
    made_before = Party.objects.filter(identifier__startswith=FICTIONAL_PROVINCE).count()
    with transaction.atomic():
        tables = sorted({table.name for pattern in plan.patterns for table in pattern.tables} | {PARTY})
        with bare(tables):
            firsts = next_ids(tables)
            copier = Copier(plan, dict(firsts), People(chance, made_before), chance)
            for done in store(copier.chunks(), copier.columns):
                tell("copies", done, len(plan))
            keep_ids(copier.next_ids)
            watch.lap("copies")
            tell("indexes", 0, 1)
        tell("indexes", 1, 1)
        NumberSequence.objects.bulk_create(
            [NumberSequence(series=series, last=last) for series, last in plan.last_numbers.items()],
            update_conflicts=True,
            unique_fields=["series"],
            update_fields=["last"],
            batch_size=5000,
        )
        data = {"dossiers": len(plan), "seed": wish.seed, "append": wish.append}
        journal.record(
            "dossiers.seeded", actor=SYSTEM, at=now, subject="seed", subject_id=wish.seed, data=data, react=False
        )
    watch.lap("indexes")
    return sum(copier.next_ids[table] - firsts[table] for table in tables)


def _analyse() -> None:
    """Fresh statistics and visibility, as the server would bring about by itself a little later."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE")


def _seal(now: datetime, tell: Tell) -> int:
    """Seal the journal, as the worker would; within a transaction of the caller that is not over nothing can be."""
    total, expected = 0, JournalEntry.objects.count()
    while sealed := seal_batch(at=now):
        total += sealed
        tell("sealing", total, expected)
        if sealed < BATCH_ENTRIES:
            break
    return total


def _stages(plan: Plan) -> dict[str, int]:
    stages = [pattern.stage for pattern in plan.patterns]
    return dict(Counter(stages[place] for place in plan.pattern))


class _Watch:
    """Takes down how long each part took."""

    def __init__(self, seeded: Seeded) -> None:
        self.seeded, self.began = seeded, time.monotonic()

    def lap(self, part: str) -> None:
        self.seeded.seconds[part] = round(time.monotonic() - self.began, 1)
        self.began = time.monotonic()

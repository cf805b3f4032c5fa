"""The times of the steps of a published process, and how they are added for comparison with its limit.

- A day is a day and 8 hours are a day; this conversion serves the comparison only and never a clock.
- Every timed step counts, also one that is a part ("việc con") of another step: sources give parts their own time.
- A step counts as nothing where the source states no time; steps without any stated time have no sum.
- A step is left out when its phase or note puts it outside the limit ("ngoài thời hạn", "không tính thời gian").
- A time that a note shares among several steps ("dùng chung 07 ngày cho bước …") counts once, also when every one of
  them repeats it.
- A time below zero or in an unknown unit cannot be added, and the sum is then incomplete.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from motcua.catalogue.rules.route_tables import TableStep, parse_number
from motcua.kernel.text import fold

HOURS_PER_DAY = 8
DAYS_PER_UNIT = {
    "working_day": Fraction(1),
    "calendar_day": Fraction(1),
    "day": Fraction(1),
    "ngay": Fraction(1),
    "ngay lam viec": Fraction(1),
    "hour": Fraction(1, HOURS_PER_DAY),
    "working_hour": Fraction(1, HOURS_PER_DAY),
    "gio": Fraction(1, HOURS_PER_DAY),
    "gio lam viec": Fraction(1, HOURS_PER_DAY),
}
"""Days in one unit, by its folded name."""
NUMBER = r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)"
DIFFICULT_AREA = re.compile(rf"(?:vung )?kho khan:? {NUMBER}")
_OUTSIDE_PHASE = re.compile("ngoai thoi (?:han|gian)")
_OUTSIDE_NOTE = re.compile("(?:ngoai|khong tinh|khong tinh vao|khong tinh trong) thoi (?:han|gian)(?: giai quyet)?")
_SHARED = re.compile(rf"dung chung {NUMBER} (ngay|gio)[^;]*")


@dataclass(frozen=True)
class Total:
    days: Fraction | None
    """Of the steps that could be added; none when no step states a time."""
    complete: bool
    """False when a stated time could not be added."""


def total(steps: Iterable[TableStep], *, difficult_area: bool = False) -> Total:
    """The sum of the steps; in a difficult area ("vùng khó khăn") a step takes the time its note gives for it."""
    days: Fraction | None = None
    complete = True
    counted_once: set[tuple[str, str]] = set()
    for step in steps:
        if is_outside_limit(step):
            continue
        time = _difficult_area_days(step) if difficult_area else None
        if time is None:
            time = step_days(step)
        if time is None:
            complete = complete and step.time is None
            continue
        sharing = shared_time(step)
        if sharing is not None and sharing.days == time:
            if (step.phase, sharing.words) in counted_once:
                continue
            counted_once.add((step.phase, sharing.words))
        days = (days or Fraction(0)) + time
    return Total(days, complete)


def step_days(step: TableStep) -> Fraction | None:
    """The step's time in days; none when no time is stated or it cannot be added."""
    unit = DAYS_PER_UNIT.get(fold(step.time_unit))
    if step.time is None or step.time < 0 or unit is None:
        return None
    return step.time * unit


def is_outside_limit(step: TableStep) -> bool:
    """Whether the source says that the step's time is not part of the procedure's limit."""
    remarks = [remark.strip() for remark in fold(step.note).split(";")]
    return bool(_OUTSIDE_PHASE.match(fold(step.phase))) or any(_OUTSIDE_NOTE.fullmatch(remark) for remark in remarks)


@dataclass(frozen=True)
class SharedTime:
    days: Fraction
    words: str


def shared_time(step: TableStep) -> SharedTime | None:
    """The time that, by its note, the step shares with others."""
    found = _SHARED.search(fold(step.note))
    if found is None:
        return None
    return SharedTime(parse_number(found[1]) * DAYS_PER_UNIT[found[2]], found[0].strip())


def _difficult_area_days(step: TableStep) -> Fraction | None:
    stated = DIFFICULT_AREA.search(fold(step.note))
    unit = DAYS_PER_UNIT.get(fold(step.time_unit))
    return parse_number(stated[1]) * unit if stated and unit is not None else None


def show_number(number: Fraction) -> str:
    """A number as Vietnamese readers write it: `10,5`."""
    return f"{float(number):.6g}".replace(".", ",")

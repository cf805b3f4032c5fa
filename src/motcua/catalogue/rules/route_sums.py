"""Comparing a published process with its own time limit: what agencies publish often contradicts itself.

How the times of the steps are added is told in `route_times`. The limit is the column `limit_days`, never guessed
from words. A route is not checkable when it has no limit, no stated time, or a time that cannot be added and could
change the verdict.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.route_remarks import of_step, remarks_on_steps
from motcua.catalogue.rules.route_tables import RouteTables, TableRoute, parse_number
from motcua.catalogue.rules.route_times import (
    DIFFICULT_AREA,
    HOURS_PER_DAY,
    NUMBER,
    Total,
    show_number,
    total,
)
from motcua.kernel.choices import Choice
from motcua.kernel.text import fold
from motcua.kernel.text import gettext_noop as _


class Verdict(Choice):
    MATCH = "match"
    EXCEEDS = "exceeds"
    """The steps take longer than the limit."""
    SHORT = "short"
    """The steps take less than the limit: some of the time is given to nobody."""
    NOT_CHECKABLE = "not_checkable"


BREAKING = frozenset({"sum_exceeds_limit", "difficult_area_exceeds_limit"})
"""Codes of findings that say the route breaks a limit of the procedure."""


@dataclass(frozen=True)
class RouteSums:
    """What the check of one route says."""

    route_id: str
    sum_days: Fraction | None
    limit_days: Fraction | None
    verdict: Verdict
    findings: tuple[Finding, ...]

    @property
    def breaks_limit(self) -> bool:
        return any(finding.code in BREAKING for finding in self.findings)


def check_tables(tables: RouteTables) -> list[RouteSums]:
    """Every route in the table's order, then one entry per unknown procedure that steps refer to."""
    checks = [check_sums(route) for route in tables.routes]
    for key, steps in tables.orphans:
        message = _("Bước {step} thuộc thủ tục {id} không có trong bảng thủ tục")
        findings = tuple(of_step("unknown_procedure", message, step, id=key) for step in steps)
        checks.append(RouteSums(key, None, None, Verdict.NOT_CHECKABLE, findings))
    return checks


def check_sums(route: TableRoute) -> RouteSums:
    """The sum of the steps against the limit, and everything about the steps a steward should look at."""
    whole = total(route.steps)
    verdict = _verdict(whole, route.limit_days)
    findings = (
        *_on_limit(route, whole, verdict),
        *_on_difficult_area(route),
        *_on_phases(route),
        *remarks_on_steps(route.steps),
    )
    return RouteSums(route.id, whole.days, route.limit_days, verdict, findings)


def _verdict(whole: Total, limit: Fraction | None) -> Verdict:
    if limit is None or whole.days is None:
        return Verdict.NOT_CHECKABLE
    if whole.days > limit:
        return Verdict.EXCEEDS
    if not whole.complete:
        return Verdict.NOT_CHECKABLE
    return Verdict.MATCH if whole.days == limit else Verdict.SHORT


def _on_limit(route: TableRoute, whole: Total, verdict: Verdict) -> Iterator[Finding]:
    def found(code: str, text: str, **values: object) -> Finding:
        return Finding(code, text, route.line, "procedures.limit_days", values)

    if verdict is Verdict.EXCEEDS or verdict is Verdict.SHORT:
        assert whole.days is not None and route.limit_days is not None
        yield found(*_DIFFERENCE[verdict], **_compared(whole.days, route.limit_days))
    if not route.steps:
        yield found("no_steps", _("Thủ tục {id} không có bước nào"), id=route.id)
    elif whole.days is None:
        yield found("no_time_stated", _("Không bước nào ghi thời gian cộng được"))
    if route.limit_days is None:
        yield found("no_limit", "Thủ tục không ghi thời hạn giải quyết bằng ngày")
    elif not _words_agree(route.time_limit_text, route.limit_days):
        message = _("Thời hạn {limit} ngày không khớp với lời văn: “{words}”")
        yield found("limit_text_differs", message, limit=show_number(route.limit_days), words=route.time_limit_text)
    units = {fold(step.time_unit) for step in route.steps if step.time is not None}
    if "calendar_day" in units and len(units) > 1:
        message = _("Các bước tính cả theo ngày lịch và ngày làm việc; tổng chỉ để so sánh")
        yield found("units_mixed", message)


_DIFFERENCE = {
    Verdict.EXCEEDS: (
        "sum_exceeds_limit",
        _("Tổng thời gian các bước là {sum} ngày, vượt thời hạn {limit} ngày là {difference} ngày"),
    ),
    Verdict.SHORT: (
        "sum_short_of_limit",
        _("Tổng thời gian các bước là {sum} ngày, còn thiếu {difference} ngày so với thời hạn {limit} ngày"),
    ),
}


def _compared(days: Fraction, limit: Fraction) -> dict[str, str]:
    return {"sum": show_number(days), "limit": show_number(limit), "difference": show_number(abs(days - limit))}


def _words_agree(text: str, limit: Fraction) -> bool:
    """Whether the words name the limit or parts that make it up; words without a number agree with everything."""
    folded = fold(text)
    stated = [parse_number(found[1]) for found in re.finditer(rf"{NUMBER} ?ngay", folded)]
    stated += [parse_number(found[1]) / HOURS_PER_DAY for found in re.finditer(rf"{NUMBER} ?gio", folded)]
    if "trong ngay" in folded:
        stated.append(Fraction(1))
    return not stated or limit in stated or limit == sum(stated)


def _on_difficult_area(route: TableRoute) -> Iterator[Finding]:
    def found(code: str, text: str, **values: object) -> Finding:
        return Finding(code, text, route.line, "procedures.limit_days_difficult_area", values)

    limit = route.limit_days_difficult_area
    whole = total(route.steps, difficult_area=True)
    if limit is None or whole.days is None:
        return
    if whole.days > limit:
        message = _("Vùng khó khăn: tổng các bước là {sum} ngày, vượt thời hạn {limit} ngày là {difference} ngày")
        yield found("difficult_area_exceeds_limit", message, **_compared(whole.days, limit))
    elif not any(DIFFICULT_AREA.search(fold(step.note)) for step in route.steps):
        message = _("Vùng khó khăn có thời hạn {limit} ngày nhưng các bước không chia thời gian riêng")
        yield found("difficult_area_not_split", message, limit=show_number(limit))
    elif whole.complete and whole.days < limit:
        message = _(
            "Vùng khó khăn: tổng các bước là {sum} ngày, còn thiếu {difference} ngày so với thời hạn {limit} ngày"
        )
        yield found("difficult_area_short_of_limit", message, **_compared(whole.days, limit))


_PHASE_LIMIT = re.compile(rf"\( ?{NUMBER} ?(ngay|gio)?[^)]*\)")
_APPOINTMENT = re.compile(rf"hen lan ([0-9]{{1,3}}): {NUMBER} ngay")


def _on_phases(route: TableRoute) -> Iterator[Finding]:
    """Compares phases with the limit in their name ("… (56 giờ)") or in the limit's words ("hẹn lần 1: 6 ngày")."""
    appointments = {
        f"hen lan {found[1]}": parse_number(found[2]) for found in _APPOINTMENT.finditer(fold(route.time_limit_text))
    }
    for phase in dict.fromkeys(step.phase for step in route.steps if step.phase):
        steps = tuple(step for step in route.steps if step.phase == phase)
        name = fold(phase)
        stated = _PHASE_LIMIT.search(name)
        if stated:
            limit = parse_number(stated[1]) / (HOURS_PER_DAY if stated[2] == "gio" else 1)
            yield from _on_phase(phase, steps[0].line, total(steps), limit)
            difficult = DIFFICULT_AREA.search(stated[0])
            if difficult:
                whole = total(steps, difficult_area=True)
                yield from _on_phase(f"{phase}, vùng khó khăn", steps[0].line, whole, parse_number(difficult[1]))
        elif name in appointments:
            yield from _on_phase(phase, steps[0].line, total(steps), appointments[name])


def _on_phase(phase: str, line: int, whole: Total, limit: Fraction) -> Iterator[Finding]:
    if whole.days is None or whole.days == limit:
        return
    values = {"phase": phase, **_compared(whole.days, limit)}
    if whole.days > limit:
        message = _("Giai đoạn “{phase}”: tổng các bước là {sum} ngày, vượt thời hạn {limit} ngày của giai đoạn")
        yield Finding("phase_exceeds_limit", message, line, "steps.phase", values)
    elif whole.complete:
        message = _("Giai đoạn “{phase}”: tổng các bước là {sum} ngày, ít hơn thời hạn {limit} ngày của giai đoạn")
        yield Finding("phase_short_of_limit", message, line, "steps.phase", values)

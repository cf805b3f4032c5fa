"""What keeps a route from being published: a graph that cannot end, roles nobody holds, time the law does not give."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from motcua.catalogue.rules.conditions import check_condition
from motcua.catalogue.rules.edition import Limit, LimitRule, LimitUnit, Route, Step
from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.route_times import HOURS_PER_DAY, show_number
from motcua.directory.rules.roles import Permission, Role, RoleName
from motcua.kernel.text import gettext_noop as _

DECIDE = "decide"
STEP_ACTS = frozenset(
    {"verify", "consult", "request_supplement", "request_payment", "propose_apology", "propose_outcome", DECIDE}
)
"""Every act a step can allow."""

FAULTS = {
    "route_empty": _("Quy trình không có bước nào"),
    "step_twice": _("Khóa bước “{key}” có nhiều hơn một lần"),
    "step_after_itself": _("Bước “{key}” chờ chính nó"),
    "step_after_unknown": _("Bước “{key}” chờ bước “{after}” không có trong quy trình"),
    "step_cycle": _("Các bước chờ lẫn nhau nên không bao giờ mở: {keys}"),
    "step_unreachable": _("Bước “{key}” không bao giờ mở vì phải chờ bước không thể hoàn thành"),
    "step_dead_end": _("Bước “{key}” là bước cuối nhưng không quyết định kết quả (decide)"),
    "step_decides_early": _("Bước “{key}” quyết định kết quả (decide) nhưng sau nó còn bước khác"),
    "decision_may_be_skipped": _(
        "Mọi bước quyết định kết quả đều có điều kiện nên hồ sơ có thể kết thúc mà không có quyết định"
    ),
    "role_unknown": _("Bước “{key}” giao cho vai trò không có: {role}"),
    "role_may_not_decide": _("Bước “{key}” quyết định kết quả nhưng vai trò {role} không có thẩm quyền ký"),
    "role_not_held": _("Không ai giữ vai trò {role} để làm bước “{key}”"),
    "act_unknown": _("Bước “{key}” cho phép việc không có: {act} (chỉ có: {known})"),
    "budget_not_positive": _("Thời gian của bước “{key}” phải lớn hơn 0"),
    "budget_units_mixed": _("Thời gian các bước tính cả theo ngày lịch và ngày, giờ làm việc nên không cộng được"),
    "budget_exceeds_limit": _(
        "Thời gian các bước {steps} cộng lại là {sum} ngày, vượt thời hạn “{limit}” là {days} ngày"
    ),
}


def check_route(route: Route, limits: Sequence[LimitRule], held_roles: AbstractSet[str] | None = None) -> list[Finding]:
    """Everything that keeps the route from being published, all at once.

    `held_roles` are the roles somebody holds at the agency; without it, who holds what is not asked.
    """
    if not route.steps:
        return [_fault("route_empty", "steps")]
    return [
        *_check_graph(route),
        *_check_decision(route),
        *(finding for index, step in enumerate(route.steps) for finding in _check_step(index, step, held_roles)),
        *_check_budgets(route, limits),
    ]


def _fault(code: str, path: str, **values: object) -> Finding:
    return Finding(code, FAULTS[code], None, f"route.{path}", values)


def _check_graph(route: Route) -> Iterator[Finding]:
    known: set[str] = set()
    for index, step in enumerate(route.steps):
        if step.key in known:
            yield _fault("step_twice", f"steps[{index}].key", key=step.key)
        known.add(step.key)
    for index, step in enumerate(route.steps):
        for after in step.after:
            if after == step.key:
                yield _fault("step_after_itself", f"steps[{index}].after", key=step.key)
            elif after not in known:
                yield _fault("step_after_unknown", f"steps[{index}].after", key=step.key, after=after)
    openable = {step.key for step in _in_order(route)}
    cycle = _cycle({step.key: set(step.after) - openable - {step.key} for step in route.steps})
    if cycle:
        yield _fault("step_cycle", "steps", keys=", ".join(key for key in dict.fromkeys(_keys(route)) if key in cycle))
    for index, step in enumerate(route.steps):
        faulty_itself = step.key in step.after or not known.issuperset(step.after)
        if step.key not in openable and step.key not in cycle and not faulty_itself:
            yield _fault("step_unreachable", f"steps[{index}]", key=step.key)


def _keys(route: Route) -> list[str]:
    return [step.key for step in route.steps]


def _in_order(route: Route) -> list[Step]:
    """The steps that can open, each behind those it waits for."""
    ordered: list[Step] = []
    passed: set[str] = set()
    waiting = list(route.steps)
    while ready := [step for step in waiting if passed.issuperset(step.after)]:
        ordered += ready
        waiting = [step for step in waiting if not passed.issuperset(step.after)]
        passed.update(step.key for step in ready)
    return ordered


def _cycle(after: dict[str, set[str]]) -> set[str]:
    """The steps on a cycle or between two: those left when steps that nobody waits for, or that wait for none, go."""
    left = dict(after)
    while True:
        awaited = set().union(*left.values())
        going = {key for key, others in left.items() if key not in awaited or not others & left.keys()}
        if not going:
            return set(left)
        left = {key: others - going for key, others in left.items() if key not in going}


def _check_decision(route: Route) -> Iterator[Finding]:
    awaited = {after for step in route.steps for after in step.after if after != step.key}
    ends = [step for step in route.steps if step.key not in awaited]
    for index, step in enumerate(route.steps):
        if step.key in awaited and DECIDE in step.acts:
            yield _fault("step_decides_early", f"steps[{index}].acts", key=step.key)
        elif step.key not in awaited and DECIDE not in step.acts:
            yield _fault("step_dead_end", f"steps[{index}].acts", key=step.key)
    if ends and all(step.when is not None for step in ends):
        yield _fault("decision_may_be_skipped", "steps")


def _check_step(index: int, step: Step, held_roles: AbstractSet[str] | None) -> Iterator[Finding]:
    place = f"steps[{index}]"
    if step.role not in set(RoleName):
        yield _fault("role_unknown", f"{place}.role", key=step.key, role=step.role)
    else:
        if DECIDE in step.acts and Permission.DECIDE_DOSSIER not in Role.registry[step.role].permissions:
            yield _fault("role_may_not_decide", f"{place}.role", key=step.key, role=step.role)
        if held_roles is not None and step.role not in held_roles:
            yield _fault("role_not_held", f"{place}.role", key=step.key, role=step.role)
    for act in step.acts:
        if act not in STEP_ACTS:
            yield _fault("act_unknown", f"{place}.acts", key=step.key, act=act, known=", ".join(sorted(STEP_ACTS)))
    if step.when is not None:
        for finding in check_condition(step.when):
            yield Finding(finding.code, finding.text, None, f"route.{place}.when", finding.values)
    if step.budget is not None and step.budget.value <= 0:
        yield _fault("budget_not_positive", f"{place}.budget", key=step.key)


def _check_budgets(route: Route, limits: Sequence[LimitRule]) -> Iterator[Finding]:
    units = {step.budget.unit for step in route.steps if step.budget is not None}
    if LimitUnit.CALENDAR_DAY in units and len(units) > 1:
        yield _fault("budget_units_mixed", "steps")
        return
    earlier: set[str] = set()
    for rule in limits:
        # This rule counts only when the earlier ones are false, so steps under the same condition are then skipped.
        days, path = _longest_path(route, frozenset(earlier))
        if days > _days(rule.limit):
            yield _fault(
                "budget_exceeds_limit",
                "steps",
                steps=" → ".join(path),
                sum=show_number(days),
                limit=rule.key,
                days=show_number(_days(rule.limit)),
            )
        if rule.when is not None:
            earlier.add(rule.when)


def _longest_path(route: Route, false_conditions: frozenset[str]) -> tuple[Fraction, list[str]]:
    """The largest sum of budgets along the steps, in days, and the timed steps that make it."""
    longest: dict[str, tuple[Fraction, list[str]]] = {}
    for step in _in_order(route):
        days, path = max((longest[after] for after in step.after), default=(Fraction(0), []), key=lambda one: one[0])
        if step.budget is not None and step.when not in false_conditions:
            days, path = days + _days(step.budget), [*path, step.key]
        longest[step.key] = days, path
    return max(longest.values(), default=(Fraction(0), []), key=lambda one: one[0])


def _days(limit: Limit) -> Fraction:
    """For comparison only: 8 working hours are a day, and "the same day" is one."""
    return limit.value / HOURS_PER_DAY if limit.unit is LimitUnit.WORKING_HOUR else limit.value

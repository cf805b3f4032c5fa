"""What keeps an edition from being published, found in the edition itself; every finding names its path."""

from collections.abc import Iterator, Mapping
from datetime import date

from motcua.catalogue.rules.competence_check import check_competence
from motcua.catalogue.rules.conditions import check_condition
from motcua.catalogue.rules.edition import Component, Edition, FeeBasis, FeeRule, LimitUnit, PaperForm, Regime
from motcua.catalogue.rules.faults import fault
from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.form_check import check_form
from motcua.catalogue.rules.route_check import check_route
from motcua.directory.rules.territory import TWO_TIER_ON


def check_edition(edition: Edition) -> list[Finding]:
    """Everything wrong with the edition by itself; what needs other procedures is in `check_members`."""
    return [
        *_check_periods(edition),
        *_check_conditions(edition),
        *_check_components(edition),
        *_check_limits(edition),
        *_check_fees(edition),
        *_check_process(edition),
        *check_competence(edition),
        *(check_form(edition.form, edition.components) if edition.form is not None else ()),
    ]


def may_wait(finding: Finding) -> bool:
    """Whether a draft may be kept with this finding, shown until it is made good; it can never be published with it."""
    return finding.path.startswith("route")


def check_members(edition: Edition, known: Mapping[str, Edition | None]) -> list[Finding]:
    """Faults of a group that show only beside its members.

    `known` holds every procedure of the catalogue with its edition in force on the group's start, or None.
    """
    findings = []
    results: dict[str, set[str]] = {}
    for index, member in enumerate(edition.members):
        path = f"members[{index}].procedure"
        if member.procedure not in known:
            findings.append(fault("member_unknown", None, path, procedure=member.procedure))
            continue
        other = known[member.procedure]
        if other is None:
            findings.append(fault("member_not_in_force", None, path, procedure=member.procedure, on=edition.start))
        elif other.is_group or other.route is None:
            findings.append(fault("member_is_group", None, path, procedure=member.procedure))
        else:
            results.setdefault(other.result.key, set()).add(member.key)
            for component in other.components:
                makers = results.get(component.filled_by or "", set()) - {member.key}
                if makers and not makers & set(member.after):
                    findings.append(
                        fault(
                            *("member_fill_order", None, f"members[{index}].after"),
                            key=member.key,
                            component=component.key,
                            maker=sorted(makers)[0],
                        )
                    )
    needed = {member.procedure for member in edition.members if not member.optional}
    made = {other.result.key for procedure, other in known.items() if other is not None and procedure in needed}
    findings += [
        fault("group_fill_nobody", None, f"components[{index}].filled_by", key=part.key, result=part.filled_by)
        for index, part in enumerate(edition.components)
        if part.filled_by and part.filled_by not in made
    ]
    return findings


def _check_periods(edition: Edition) -> Iterator[Finding]:
    if edition.end is not None and edition.end <= edition.start:
        yield fault("end_before_start", None, "end", start=edition.start, end=edition.end)
    if edition.start != date.min and not 1945 <= edition.start.year <= 2100:
        yield fault("date_unlikely", None, "start", value=edition.start)
    if edition.regime is Regime.ND118 and date.min < edition.start < TWO_TIER_ON:
        yield fault("regime_too_early", None, "regime", start=edition.start)
    if edition.regime is Regime.ND61 and edition.start >= TWO_TIER_ON:
        yield fault("regime_ended", None, "regime", start=edition.start)


def _check_conditions(edition: Edition) -> Iterator[Finding]:
    conditions = [
        *((f"components[{i}].when", component.when) for i, component in enumerate(edition.components)),
        *((f"limits[{i}].when", rule.when) for i, rule in enumerate(edition.limits)),
        *((f"fees[{i}].when", rule.when) for i, rule in enumerate(edition.fees)),
    ]
    for path, when in conditions:
        if when:
            for finding in check_condition(when):
                yield Finding(finding.code, finding.text, None, path, finding.values)


def _twice(section: str, keys: list[str]) -> Iterator[Finding]:
    for index, key in enumerate(keys):
        if key and key in keys[:index]:
            yield fault("twice", None, f"{section}[{index}].key", key=key, section=section)


def _check_components(edition: Edition) -> Iterator[Finding]:
    yield from _twice("components", [component.key for component in edition.components])
    for index, component in enumerate(edition.components):
        yield from _check_component(component, f"components[{index}]")


def _check_component(component: Component, path: str) -> Iterator[Finding]:
    if not component.accepts:
        yield fault("no_form_accepted", None, f"{path}.accepts", key=component.key)
    if PaperForm.NONE in component.accepts:
        yield fault("none_accepted", None, f"{path}.accepts")
    if component.shown_only and component.accepts == (PaperForm.ELECTRONIC,):
        yield fault("electronic_shown_only", None, f"{path}.shown_only", key=component.key)
    if component.filled_by is not None and component.shown_only:
        yield fault("filled_shown_only", None, f"{path}.filled_by", key=component.key)
    if component.filled_by is not None and component.accepts and PaperForm.ELECTRONIC not in component.accepts:
        yield fault("filled_not_electronic", None, f"{path}.accepts", key=component.key)


def _check_limits(edition: Edition) -> Iterator[Finding]:
    yield from _twice("limits", [rule.key for rule in edition.limits])
    if not edition.limits:
        yield fault("nothing", None, "limits", section="limits")
    elif edition.limits[-1].when is not None:
        yield fault("no_final_limit", None, f"limits[{len(edition.limits) - 1}].when")
    is_final = False
    for index, rule in enumerate(edition.limits):
        if is_final:
            yield fault("limit_never_reached", None, f"limits[{index}]", key=rule.key)
        is_final = is_final or rule.when is None
        if rule.limit.unit is LimitUnit.SAME_DAY and rule.limit.value != 1:
            yield fault("same_day_value", None, f"limits[{index}].value", value=rule.limit.value)


def _check_fees(edition: Edition) -> Iterator[Finding]:
    yield from _twice("fees", [rule.key for rule in edition.fees])
    for index, rule in enumerate(edition.fees):
        yield from _check_fee(rule, f"fees[{index}]")


def _check_fee(rule: FeeRule, path: str) -> Iterator[Finding]:
    fields = {
        "amount_later_vnd": (rule.amount_later_vnd, rule.basis is not FeeBasis.CASE),
        "later_from": (rule.later_from, rule.basis is not FeeBasis.CASE),
        "amount_max_vnd": (rule.amount_max_vnd, rule.basis is FeeBasis.PAGE),
    }
    for field, (value, is_allowed) in fields.items():
        if value is not None and not is_allowed:
            yield fault("fee_basis", None, f"{path}.{field}", field=field, basis=rule.basis)
    if rule.basis is not FeeBasis.CASE and (rule.amount_later_vnd is None) != (rule.later_from is None):
        yield fault("fee_later_incomplete", None, path)
    if rule.amount_max_vnd is not None and rule.amount_max_vnd < rule.amount_vnd:
        values = {"maximum": rule.amount_max_vnd, "amount": rule.amount_vnd}
        yield fault("fee_max_below_amount", None, f"{path}.amount_max_vnd", **values)


def _check_process(edition: Edition) -> Iterator[Finding]:
    if not edition.legal_basis:
        yield fault("nothing", None, "legal_basis", section="legal_basis")
    if edition.is_group:
        if edition.route is not None:
            yield fault("group_with_route", None, "route")
        yield from _check_group(edition)
    elif edition.route is None:
        yield fault("no_route", None, "route")
    else:
        yield from check_route(edition.route, edition.limits)
    supplement = edition.supplement
    if supplement is not None:
        for field, limit in (("notice", supplement.notice), ("answer", supplement.answer)):
            if limit is not None and limit.unit is LimitUnit.SAME_DAY and limit.value != 1:
                yield fault("same_day_value", None, f"supplement.{field}", value=limit.value)


def _check_group(edition: Edition) -> Iterator[Finding]:
    members = {member.key: member for member in edition.members}
    yield from _twice("members", [member.key for member in edition.members])
    if len(edition.members) < 2:
        yield fault("group_too_small", None, "members")
    if all(member.optional for member in edition.members):
        yield fault("group_all_optional", None, "members")
    seen: set[str] = set()
    for index, member in enumerate(edition.members):
        if member.procedure == edition.procedure:
            yield fault("member_itself", None, f"members[{index}].procedure")
        elif member.procedure and member.procedure in seen:
            yield fault("member_twice", None, f"members[{index}].procedure", procedure=member.procedure)
        seen.add(member.procedure)
        for place, after in enumerate(member.after):
            path = f"members[{index}].after[{place}]"
            if after not in members:
                yield fault("member_after_unknown", None, path, after=after)
            elif members[after].optional and not member.optional:
                yield fault("member_after_optional", None, path, key=member.key, after=after)
    yield from _check_cycle({member.key: member.after for member in edition.members})


def _check_cycle(after: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """A finding naming the members that wait for each other: those left when all that can start were taken away."""
    waiting = {key: {other for other in others if other in after} for key, others in after.items()}
    while ready := [key for key, others in waiting.items() if not others]:
        for key in ready:
            del waiting[key]
        for others in waiting.values():
            others.difference_update(ready)
    if waiting:
        yield fault("member_cycle", None, "members", cycle=", ".join(waiting))

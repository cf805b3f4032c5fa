"""What a steward should look at in the steps of a published process, beside its sum."""

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.route_tables import TableStep
from motcua.catalogue.rules.route_times import DAYS_PER_UNIT, is_outside_limit, shared_time, show_number
from motcua.kernel.text import fold
from motcua.kernel.text import gettext_noop as _


def remarks_on_steps(steps: tuple[TableStep, ...]) -> Iterator[Finding]:
    """Findings on the numbering, then on each step in turn."""
    yield from _on_numbering(steps)
    for step in steps:
        yield from _on_step(step)


def _on_numbering(steps: tuple[TableStep, ...]) -> Iterator[Finding]:
    orders = [step.order for step in steps]
    count = Counter(orders)
    first: dict[str, int] = {}
    for step in steps:
        if not step.order:
            yield of_step("missing_order", _("Bước không có số thứ tự"), step)
        elif count[step.order] > 1 and step.order in first:
            message = _("Số thứ tự {step} lặp lại, đã có ở dòng {first}")
            yield of_step("duplicate_order", message, step, first=first[step.order])
        first.setdefault(step.order, step.line)
    if orders and len(count) == len(orders) and all(re.fullmatch("[0-9]{1,6}", order) for order in orders):
        numbers = [int(order) for order in orders]
        if numbers != list(range(1, len(numbers) + 1)):
            message = _("Số thứ tự các bước không liên tục từ 1: {orders}")
            yield Finding("order_not_continuous", message, steps[0].line, "steps.order", {"orders": ", ".join(orders)})


def _on_step(step: TableStep) -> Iterator[Finding]:
    note = fold(step.note)
    yield from _on_time(step)
    if not step.unit:
        yield of_step("missing_unit", _("Bước {step} không ghi đơn vị thực hiện"), step)
    elif count_units(step.unit) > 1:
        message = _("Bước {step} ghi nhiều đơn vị cùng thực hiện: {unit}")
        yield of_step("several_units", message, step, unit=step.unit)
    if "de trong don vi" in note:
        yield of_step("missing_unit", _("Bước {step}: nguồn để trống đơn vị thực hiện"), step)
    if not step.task:
        yield of_step("missing_task", _("Bước {step} không ghi công việc"), step)
    elif "cot cong viec" in note or "cot don vi" in note or (_HOLDER.match(fold(step.task)) and _looks_swapped(step)):
        message = _("Bước {step}: cột công việc và cột đơn vị có thể bị đảo hoặc ghi lẫn ({task} / {unit})")
        yield of_step("columns_mixed", message, step, task=step.task, unit=step.unit)
    if "danh so lap" in note:
        yield of_step("duplicate_order", _("Bước {step}: nguồn đánh số lặp ({note})"), step, note=step.note)
    if "bo so thu tu" in note or "danh so tu" in note:
        message = _("Bước {step}: nguồn đánh số không liên tục ({note})")
        yield of_step("order_not_continuous", message, step, note=step.note)
    if "quay lai buoc" in note:
        message = _("Bước {step} có thể quay lại bước trước; thời gian làm lại không có trong tổng ({note})")
        yield of_step("goes_back", message, step, note=step.note)


def _on_time(step: TableStep) -> Iterator[Finding]:
    if step.time is None:
        reason = f" ({step.note})" if step.note else ""
        yield of_step("untimed_step", _("Bước {step} không ghi thời gian{reason}"), step, reason=reason)
    elif step.time < 0:
        yield of_step("negative_time", _("Bước {step} ghi thời gian âm: {time}"), step, time=_show_time(step))
    elif fold(step.time_unit) not in DAYS_PER_UNIT:
        message = _("Bước {step} ghi đơn vị thời gian không rõ: “{unit}”")
        yield of_step("unknown_time_unit", message, step, unit=step.time_unit)
    elif is_outside_limit(step):
        message = _("Bước {step}: nguồn ghi {time} này không tính vào thời hạn")
        yield of_step("outside_limit", message, step, time=_show_time(step))
    elif shared_time(step):
        message = _("Bước {step} dùng chung thời gian với bước khác, chỉ tính một lần ({note})")
        yield of_step("shared_time", message, step, note=step.note)


def _show_time(step: TableStep) -> str:
    unit = DAYS_PER_UNIT.get(fold(step.time_unit))
    words = step.time_unit if unit is None else "ngày" if unit == 1 else "giờ"
    return f"{show_number(step.time or Fraction(0))} {words}"


_UNIT_WORDS = (
    "trung tam|so |phong |co quan|lanh dao|chu tich|ubnd|uy ban|chi nhanh|van phong|can bo|chuyen vien|hoi dong|"
    "van thu|bo phan|buu chinh|truong phong|thanh vien|nhan vien|cong chuc ttp|cong chuc trung tam|to chuc, ca nhan"
)
_SEPARATOR = re.compile(rf"; ?|/ ?| hoac (?!tuong duong)|(?:, ?| va | phoi hop (?:voi )?)(?={_UNIT_WORDS})")


def count_units(unit: str) -> int:
    """How many units or people a cell names; words in brackets, and commas or "và" inside one name do not count."""
    return len([part for part in _SEPARATOR.split(re.sub(r"\([^)]*\)", "", fold(unit))) if part.strip()])


_HOLDER = re.compile("lanh dao|chu tich|truong phong|chuyen vien|van thu|giam doc|can bo")
_VERB = re.compile(
    "tiep nhan|tham dinh|ky |trinh |phe duyet|kiem tra|phan cong|xem xet|tra ket qua|xu ly|thu ly|du thao"
)


def _looks_swapped(step: TableStep) -> bool:
    """A task that names a person although the unit names one too, or although the unit reads like a task."""
    task = fold(step.task)
    return bool(_VERB.match(fold(step.unit))) or not _VERB.search(task)


def of_step(code: str, text: str, step: TableStep, **values: object) -> Finding:
    """A finding on one step, with its number and line."""
    return Finding(code, text, step.line, "steps", {"step": step.order, **values})

"""An imported route as a JSON document: complete, exact, and equal for equal content wherever it stood in its file."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from motcua.catalogue.rules.route_tables import TableRoute, TableStep

_TEXTS = ("id", "source", "title", "level", "sector", "time_limit_text", "components", "legal_basis")
_LIMITS = ("limit_days", "limit_days_difficult_area")
_STEP_TEXTS = ("phase", "order", "task", "unit", "time_unit", "note")


def write_route(route: TableRoute) -> dict[str, Any]:
    return {
        **{name: getattr(route, name) for name in _TEXTS},
        **{name: _write(getattr(route, name)) for name in _LIMITS},
        "steps": [
            {**{name: getattr(step, name) for name in _STEP_TEXTS}, "time": _write(step.time)} for step in route.steps
        ],
    }


def read_route(document: Mapping[str, Any]) -> TableRoute:
    """The route again; lines, which a document does not have, are 0."""
    steps = tuple(
        TableStep(line=0, time=_read(step["time"]), **{name: step[name] for name in _STEP_TEXTS})
        for step in document["steps"]
    )
    return TableRoute(
        line=0,
        **{name: document[name] for name in _TEXTS},
        limit_days=_read(document["limit_days"]),
        limit_days_difficult_area=_read(document["limit_days_difficult_area"]),
        steps=steps,
    )


def _write(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _read(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)

"""An address in two boxes: street line, and the commune by any of its names, old ones too."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms

from motcua.directory.queries.addresses import (
    SettledCommune,
    address_of,
    commune_label,
    communes_like,
    settle_commune,
)


def settle_address(on: date) -> Callable[[str, str, str], dict[str, Any]]:
    """Reads addresses as of this day."""
    return lambda line, unit, former: address_of(line, unit, former, on)


class AddressBoxes(forms.Widget):
    """Street line and commune; what was typed for the commune is answered with communes to choose from."""

    template_name = "e_forms/address_boxes.html"
    use_fieldset = True

    def __init__(self, on: date, attrs: dict[str, Any] | None = None) -> None:
        self.on = on
        super().__init__(attrs)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        line, unit, choice, former = (data.get(f"{name}-{part}") or "" for part in ("line", "unit", "choice", "former"))
        return {"line": line, "unit": choice or unit, "former": former}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-line" not in data and f"{name}-unit" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-line"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value if isinstance(value, str) else "", attrs)
        given = value if isinstance(value, Mapping) else {"line": value or ""}
        context["widget"] |= {"line": given.get("line") or ""}
        if given.get("unit_name"):
            context["widget"] |= {"unit": given["unit_name"], "former": given.get("old_unit_name")}
            return context
        typed = given.get("unit_text") or given.get("unit") or ""
        commune = settle_commune(typed, self.on) if typed else None
        former = commune_label(commune.former) if commune and commune.former else given.get("former")
        context["widget"] |= {
            "unit": commune_label(commune.current) if commune else typed,
            "former": former if commune else "",
            "choices": self._choices(typed, commune),
        }
        return context

    def _choices(self, typed: str, commune: SettledCommune | None) -> list[str]:
        """What else may be meant: the other communes a divided one went to, or what the words typed are part of."""
        if commune is not None:
            return [commune_label(unit) for unit in commune.others]
        return [commune_label(unit) for unit in communes_like(typed, self.on)] if typed else []

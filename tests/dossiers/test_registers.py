"""The control slip follows the dossier from hand to hand; the register holds what a unit accepted."""

from datetime import date

import pytest

from motcua.directory.rules.actors import ActNotAllowed
from motcua.documents.rendering import render_form
from motcua.dossiers.queries import registers
from motcua.dossiers.queries.registers import RegisterTooLong, control_slip, register
from motcua.dossiers.rules.refusals import DossierNotFound
from tests.world import MONDAY, World, accepted_birth, at, decided_birth

SEPTEMBER = {"start": date(2026, 9, 1), "end": date(2026, 10, 1)}


def test_an_open_dossier_has_an_open_line(world: World) -> None:
    dossier = accepted_birth(world)
    slip = control_slip(world.actor("lan"), dossier.pk, at=MONDAY)
    [out, back] = slip.rows
    assert (out.giver, out.receiver) == ("TTPVHCC phường Việt Trì", "UBND phường Nông Trang")
    assert out.handed_over_at is not None
    assert (back.receiver, back.handed_over_at, back.outcome) == ("TTPVHCC phường Việt Trì", None, None)
    assert slip.head.number == f"{dossier.code}/PKS-TTPVHCC"
    assert slip.tracking_url.endswith(dossier.check_key)


def test_a_decided_dossier_shows_whether_it_was_in_time(world: World) -> None:
    dossier = decided_birth(world)
    slip = control_slip(world.actor("lan"), dossier.pk, at=MONDAY)
    assert slip.rows[1].outcome in {"on_time", "early"}
    assert slip.rows[1].handed_over_at == dossier.legs.get().finished_at
    assert render_form("control_slip", "tt03_2025", slip.to_json()).startswith(b"%PDF")


def test_nobody_else_gets_the_slip_or_the_register(world: World) -> None:
    dossier = accepted_birth(world)
    with pytest.raises(DossierNotFound):
        control_slip(world.actor("son"), dossier.pk, at=MONDAY)
    with pytest.raises(ActNotAllowed):
        register(world.actor("son"), world.agency("viet_tri_desk"), at=MONDAY, **SEPTEMBER)


def test_the_register_holds_what_was_accepted_in_the_period_by_that_unit(world: World) -> None:
    last, first = accepted_birth(world, at("2026-09-30T16:00")), accepted_birth(world, at("2026-09-01T08:00"))
    accepted_birth(world, at("2026-10-01T08:00"))
    book = register(world.actor("lan"), world.agency("viet_tri_desk"), at=MONDAY, **SEPTEMBER)
    assert [row.dossier_code for row in book.rows] == [first.code, last.code]
    assert book.rows[0].lead_agency == "UBND phường Nông Trang"
    assert render_form("register", "tt03_2025", book.to_json()).startswith(b"%PDF")
    nothing = register(world.actor("lan"), world.agency("viet_tri_desk"), sector="no_such", at=MONDAY, **SEPTEMBER)
    assert nothing.rows == ()


def test_a_register_too_long_to_print_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registers, "REGISTER_ROWS_MAX", 1)
    for _ in range(2):
        accepted_birth(world)
    with pytest.raises(RegisterTooLong):
        register(world.actor("lan"), world.agency("viet_tri_desk"), at=MONDAY, **SEPTEMBER)

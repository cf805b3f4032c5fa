"""Intake at any desk: accepted, sent back, refused, resolved at once; refused acts leave nothing behind."""

import dataclasses
from datetime import date, datetime
from typing import Any

import pytest

from motcua.catalogue.actions.settings import set_law_setting
from motcua.catalogue.queries.editions import ProcedureUnknown
from motcua.catalogue.rules.edition import Certainty, PaperForm
from motcua.directory.rules.actors import ActNotAllowed
from motcua.dossiers.actions.check_key import ALPHABET
from motcua.dossiers.actions.intake import accept, complete, refuse, resolve_at_once, send_back
from motcua.dossiers.actions.opening import Payment
from motcua.dossiers.models import Dossier, IssuedForm, Leg, Party, Task, Transfer
from motcua.dossiers.queries.printouts import register_of
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.intake import ComponentMark
from motcua.dossiers.rules.stages import Stage
from motcua.kernel.models import JournalEntry
from tests.world import BIRTH_PAPERS, MONDAY, TU, World, accepted_birth, at, birth_intake, marks_for

MISSING = [{"component": "birth_notice", "text": "Giấy chứng sinh", "reason": "Chưa nộp"}]


def nothing_left_behind() -> None:
    assert not Dossier.objects.exists()
    assert not Party.objects.exists()
    assert not JournalEntry.objects.filter(act__startswith="dossiers.").exists()


def test_any_desk_receives_for_the_agency_that_is_competent(world: World) -> None:
    dossier = accepted_birth(world)
    assert dossier.receiving_unit_id == world.agency("viet_tri_desk")
    assert dossier.competent_agency_id == world.agency("nong_trang")
    assert dossier.return_unit_id == world.agency("viet_tri_desk")
    leg = Leg.objects.get(dossier=dossier)
    assert leg.agency_id == world.agency("nong_trang")
    assert leg.ledger.get().reason == "received_by_competent"


def test_acceptance_gives_code_due_date_receipt_task_and_one_journal_entry(world: World) -> None:
    dossier = accepted_birth(world)
    assert dossier.code == "H44.100.01-260907-0001"
    assert dossier.due_at == at("2026-09-07T17:00")
    assert dossier.stage == Stage.ACCEPTED
    assert len(dossier.check_key) == 8
    assert set(dossier.check_key) <= set(ALPHABET)
    receipt = IssuedForm.objects.get(dossier=dossier)
    assert (receipt.form, receipt.number) == ("receipt", dossier.code)
    assert receipt.data["applicant"]["name"] == TU.name
    assert Task.objects.get(leg__dossier=dossier).step == "assign"
    assert JournalEntry.objects.get(dossier_id=dossier.id).act == "dossiers.accepted"


def test_codes_count_up_within_the_day_and_begin_anew(world: World) -> None:
    assert accepted_birth(world).code == "H44.100.01-260907-0001"
    assert accepted_birth(world).code == "H44.100.01-260907-0002"
    assert accepted_birth(world, at("2026-09-08T08:00")).code == "H44.100.01-260908-0001"


def test_received_after_three_oclock_a_same_day_matter_is_due_the_next_working_day(world: World) -> None:
    assert accepted_birth(world, at("2026-09-07T15:01")).due_at == at("2026-09-08T17:00")
    assert accepted_birth(world, at("2026-09-11T15:30")).due_at == at("2026-09-14T17:00")


def test_papers_leave_for_a_foreign_agency_within_one_working_day(world: World) -> None:
    dossier = accepted_birth(world)
    paper = Transfer.objects.get(leg__dossier=dossier, kind="paper")
    assert paper.receiver_id == world.agency("nong_trang")
    assert paper.sent_at is None


def test_a_desk_cannot_receive_for_another_desk(world: World) -> None:
    with pytest.raises(ActNotAllowed):
        accept(intake=birth_intake(world), actor=world.actor("thu"), at=MONDAY)
    nothing_left_behind()


def test_missing_components_are_named_all_at_once(world: World) -> None:
    with pytest.raises(refusals.ComponentsMissing) as refusal:
        accept(intake=birth_intake(world, marks=()), actor=world.actor("lan"), at=MONDAY)
    assert refusal.value.details["components"] == ["declaration", "birth_notice", "identity_paper"]
    nothing_left_behind()


def test_papers_outside_the_law_are_not_taken(world: World) -> None:
    marks = (*BIRTH_PAPERS, *marks_for("household_book"))
    with pytest.raises(refusals.UnknownComponent):
        accept(intake=birth_intake(world, marks=marks), actor=world.actor("lan"), at=MONDAY)
    nothing_left_behind()


@pytest.mark.parametrize(
    ("form", "answers", "field"),
    [
        (PaperForm.ORIGINAL, {"child_name": 5}, "child_name: type"),
        (PaperForm.ORIGINAL, {"child_born_on": "32/13/2026"}, "child_born_on: format"),
        (PaperForm.ELECTRONIC, {"child_name": "Lê An"}, "child_born_on: required"),
    ],
)
def test_a_declaration_that_does_not_fit_its_form_is_refused(
    world: World, form: PaperForm, answers: dict[str, Any], field: str
) -> None:
    intake = birth_intake(
        world, marks=marks_for("declaration", "birth_notice", "identity_paper", form=form), data=answers
    )
    with pytest.raises(refusals.AnswersNotValid) as refused:
        accept(intake=intake, actor=world.actor("lan"), at=MONDAY)
    assert any(told.startswith(field) for told in refused.value.details["answers"])
    nothing_left_behind()


def test_an_unknown_procedure_is_refused(world: World) -> None:
    with pytest.raises(ProcedureUnknown):
        accept(intake=birth_intake(world, procedure="9.999999"), actor=world.actor("lan"), at=MONDAY)
    nothing_left_behind()


def test_the_same_key_twice_gives_the_same_dossier(world: World) -> None:
    first = accepted_birth(world, idempotency_key="k-1")
    again = accepted_birth(world, idempotency_key="k-1")
    assert again.id == first.id
    assert Dossier.objects.count() == 1


def test_a_key_is_not_reused_for_another_person(world: World) -> None:
    accepted_birth(world, idempotency_key="k-1")
    other = dataclasses.replace(TU, identifier="025190009999")
    with pytest.raises(refusals.IdempotencyKeyReused):
        accepted_birth(world, idempotency_key="k-1", applicant=other)


def test_a_known_person_is_brought_up_to_date_and_keeps_what_was_known(world: World) -> None:
    accepted_birth(world)
    accepted_birth(world, applicant=dataclasses.replace(TU, address="Khu 7, phường Nông Trang", phone=""))
    party = Party.objects.get(identifier=TU.identifier)
    assert (party.address, party.phone) == ("Khu 7, phường Nông Trang", TU.phone)


def test_sent_back_with_form_02_then_completed(world: World) -> None:
    intake = birth_intake(world, marks=marks_for("declaration", "identity_paper"))
    dossier = send_back(intake=intake, items=MISSING, legal_basis="Điều 17", actor=world.actor("lan"), at=MONDAY)
    assert (dossier.stage, dossier.code) == (Stage.INCOMPLETE, None)
    assert IssuedForm.objects.get(dossier=dossier).form == "supplement"
    later = at("2026-09-08T09:00")
    dossier = complete(
        dossier_id=dossier.id, marks=marks_for("birth_notice"), payment=Payment(), actor=world.actor("lan"), at=later
    )
    assert dossier.stage == Stage.ACCEPTED
    assert dossier.accepted_at == later
    assert dossier.code == "H44.100.01-260908-0001"
    assert {form.form for form in dossier.forms.all()} == {"supplement", "receipt"}


def sent_back(world: World) -> Dossier:
    intake = birth_intake(world, marks=marks_for("declaration", "identity_paper"))
    return send_back(intake=intake, items=MISSING, legal_basis="", actor=world.actor("lan"), at=MONDAY)


def completed(world: World, dossier: Dossier, when: datetime) -> Dossier:
    return complete(
        dossier_id=dossier.id, marks=marks_for("birth_notice"), payment=Payment(), actor=world.actor("lan"), at=when
    )


def test_the_rules_of_the_day_of_acceptance_hold_not_those_of_the_first_visit(world: World) -> None:
    set_law_setting(
        key="same_day_cutoff", value="16:00", start=date(2026, 9, 8), legal_basis="Điều 5",
        certainty=Certainty.SOURCED, actor=world.actor("steward"), at=MONDAY,
    )  # fmt: skip
    dossier = completed(world, sent_back(world), at("2026-09-08T15:30"))
    assert dossier.due_at == at("2026-09-08T17:00")


def test_the_register_of_a_day_holds_what_was_accepted_on_it(world: World) -> None:
    later, at_once = sent_back(world), accepted_birth(world)
    completed(world, later, at("2026-09-08T08:30"))

    def codes(day: int) -> list[str]:
        form = register_of(
            world.actor("lan"), world.agency("viet_tri_desk"), date(2026, 9, day), date(2026, 9, day + 1), MONDAY
        )
        return [row.dossier_code for row in form.rows]

    assert codes(7) == [at_once.code]
    assert codes(8) == ["H44.100.01-260908-0001"]


def test_completing_with_papers_still_missing_keeps_the_dossier_back(world: World) -> None:
    intake = birth_intake(world, marks=marks_for("declaration", "identity_paper"))
    dossier = send_back(intake=intake, items=MISSING, legal_basis="", actor=world.actor("lan"), at=MONDAY)
    with pytest.raises(refusals.ComponentsMissing):
        complete(dossier_id=dossier.id, marks=(), payment=Payment(), actor=world.actor("lan"), at=MONDAY)
    dossier.refresh_from_db()
    assert dossier.stage == Stage.INCOMPLETE


def test_sending_back_needs_a_reason_per_item(world: World) -> None:
    with pytest.raises(refusals.ReasonRequired):
        send_back(
            intake=birth_intake(world),
            items=[{"text": "x", "reason": " "}],
            legal_basis="",
            actor=world.actor("lan"),
            at=MONDAY,
        )
    nothing_left_behind()


def test_refused_with_form_03(world: World) -> None:
    dossier = refuse(
        intake=birth_intake(world, marks=()),
        reasons=["Không thuộc đối tượng"],
        legal_basis="Điều 17",
        actor=world.actor("lan"),
        at=MONDAY,
    )
    assert (dossier.stage, dossier.code) == (Stage.REFUSED, None)
    assert IssuedForm.objects.get(dossier=dossier).data["reasons"] == ["Không thuộc đối tượng"]


def test_an_instant_procedure_is_resolved_at_the_desk_of_the_deciding_agency(world: World) -> None:
    intake = birth_intake(
        world,
        procedure="2.000815",
        receiving_unit_id=world.agency("nong_trang_desk"),
        marks=(ComponentMark("original", PaperForm.ORIGINAL), ComponentMark("copies", PaperForm.COPY, 3)),
        copies=3,
        pages=2,
        paid_fees=frozenset({"copy_fee"}),
    )
    dossier = resolve_at_once(intake=intake, number="12/2026", actor=world.actor("thu"), at=MONDAY)
    assert dossier.stage == Stage.RETURNED
    assert dossier.finished_at == dossier.returned_at == MONDAY
    assert not IssuedForm.objects.exists()


def test_only_an_instant_procedure_is_resolved_at_once(world: World) -> None:
    with pytest.raises(refusals.InstantNotPossible):
        resolve_at_once(intake=birth_intake(world), number="1", actor=world.actor("lan"), at=MONDAY)
    nothing_left_behind()

"""Acting for somebody else: who may declare, confirm and end it, and what the database refuses."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from motcua.directory.actions.citizens import identify_citizen
from motcua.directory.models import Account
from motcua.directory.queries.authority import authority_of
from motcua.directory.rules.actors import ActNotAllowed, Actor
from motcua.directory.rules.citizens import Identity
from motcua.dossiers.actions.mandates import (
    Declared,
    confirm_mandate,
    declare_mandate,
    end_mandate,
    look_up_mandates,
    refuse_mandate,
)
from motcua.dossiers.models import Mandate
from motcua.dossiers.queries.mandates import usable_mandates
from motcua.dossiers.rules.mandates import MandateClosed, MandateGround, MandateNotFound, MandateNotPossible
from motcua.dossiers.rules.refusals import ReasonRequired
from motcua.kernel.models import JournalEntry
from tests.world import MONDAY, World

TODAY = MONDAY.date()
MOTHER = Declared("citizen", "Nguyễn Thị Bảy", MandateGround.CHILD, TODAY, principal_identifier="025150004321")


@pytest.fixture
def nam(world: World) -> Actor:
    identity = Identity("Trần Văn Nam", "025188001111")
    return authority_of(identify_citizen(identity=identity, account_id=None, at=MONDAY).account_id, TODAY)


def test_it_is_declared_used_and_ended_by_the_representative_alone(world: World, nam: Actor) -> None:
    mandate = declare_mandate(declared=MOTHER, actor=nam, at=MONDAY)
    assert nam.id is not None
    assert [row.id for row in usable_mandates(nam.id, TODAY)] == [mandate.id]
    with pytest.raises(MandateNotFound):
        end_mandate(mandate_id=mandate.id, actor=world.actor("lan"), at=MONDAY)
    end_mandate(mandate_id=mandate.id, actor=nam, at=MONDAY)
    assert usable_mandates(nam.id, TODAY) == []
    with pytest.raises(MandateClosed):
        end_mandate(mandate_id=mandate.id, actor=nam, at=MONDAY)
    acts = JournalEntry.objects.filter(subject="mandate").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["dossiers.mandate_declared", "dossiers.mandate_revoked"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"principal_name": " "}, "name_missing"),
        ({"principal_identifier": "0251 8800 1111"}, "oneself"),
        ({"end": TODAY}, "period_empty"),
        ({"ground": MandateGround.GUARDIAN}, "paper_missing"),
        ({"ground": MandateGround.AUTHORISED, "paper": "Số 12/2026"}, "end_missing"),
    ],
)
def test_what_does_not_hold_is_refused_with_the_reason(
    world: World, nam: Actor, change: dict[str, object], reason: str
) -> None:
    with pytest.raises(MandateNotPossible) as refused:
        declare_mandate(declared=replace(MOTHER, **change), actor=nam, at=MONDAY)  # type: ignore[arg-type]
    assert refused.value.details["reason"] == reason
    assert not Mandate.objects.exists()


def test_one_person_is_represented_once_at_a_time(world: World, nam: Actor) -> None:
    first = declare_mandate(declared=replace(MOTHER, end=date(2027, 1, 1)), actor=nam, at=MONDAY)
    with pytest.raises(MandateNotPossible) as refused:
        declare_mandate(declared=MOTHER, actor=nam, at=MONDAY)
    assert refused.value.details["reason"] == "there_already"
    end_mandate(mandate_id=first.id, actor=nam, at=MONDAY)
    declare_mandate(declared=MOTHER, actor=nam, at=MONDAY)


def test_people_who_work_here_declare_nothing(world: World) -> None:
    with pytest.raises(MandateNotPossible):
        declare_mandate(declared=MOTHER, actor=world.actor("lan"), at=MONDAY)


def test_a_desk_confirms_and_refuses_and_its_look_is_journalled(world: World, nam: Actor) -> None:
    mandate = declare_mandate(declared=MOTHER, actor=nam, at=MONDAY)
    lan, minh = world.actor("lan"), world.actor("minh")
    with pytest.raises(ActNotAllowed):
        look_up_mandates(identifier="025150004321", actor=minh, at=MONDAY)
    assert [row.id for row in look_up_mandates(identifier="025150004321", actor=lan, at=MONDAY)] == [mandate.id]
    assert JournalEntry.objects.filter(act="dossiers.mandates_read", actor_id=lan.id).count() == 1
    with pytest.raises(ActNotAllowed):
        confirm_mandate(mandate_id=mandate.id, actor=minh, at=MONDAY)
    confirm_mandate(mandate_id=mandate.id, actor=lan, at=MONDAY)
    confirm_mandate(mandate_id=mandate.id, actor=lan, at=MONDAY)
    assert JournalEntry.objects.filter(act="dossiers.mandate_confirmed").count() == 1
    with pytest.raises(ReasonRequired):
        refuse_mandate(mandate_id=mandate.id, reason=" ", actor=lan, at=MONDAY)
    refuse_mandate(mandate_id=mandate.id, reason="Bà Bảy không đồng ý nữa", actor=lan, at=MONDAY)
    assert nam.id is not None
    assert usable_mandates(nam.id, TODAY) == []


def test_the_pages_keep_what_was_typed_and_say_what_to_mend(world: World, nam: Actor, client: Client) -> None:
    client.force_login(Account.objects.get(id=nam.id), backend="motcua.desks.signing_in.PeopleBackend")
    given = {"ground": "guardian", "principal_kind": "citizen", "principal_name": "Lê Thị Hoa"}
    refused = client.post("/cong-dan/thay-mat/them/", given)
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "giấy tờ giám hộ" in text
    assert 'value="Lê Thị Hoa"' in text
    assert client.post("/cong-dan/thay-mat/them/", given | {"paper": "QĐ 5/2026"}).status_code == 302
    assert "Lê Thị Hoa" in client.get("/en/cong-dan/thay-mat/").content.decode()
    lan = Client()
    lan.force_login(Account.objects.get(id=world.id_of("lan")), backend="motcua.desks.signing_in.PeopleBackend")
    assert "Lê Thị Hoa" in lan.post("/quay/dai-dien/", {"identifier": "0251 8800 1111"}).content.decode()

"""Paying online against the stand-in: whatever the gateway does, a fee is paid once and no money is forgotten."""

from datetime import timedelta

import pytest

from motcua.dossiers.actions.fees import pay_fee
from motcua.dossiers.actions.payments import ORDER_KEPT, open_order
from motcua.dossiers.models import FeeDue, PaymentEvent
from motcua.dossiers.queries.payments import orders_to_ask_about
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.payments import OrderState, PaymentFact, state_of_order
from motcua.exchange.adapters.payment_gateway import PaymentGateway
from motcua.exchange.adapters.payment_sandbox import Behaviour
from motcua.exchange.rules.gateway import GatewayNotReached
from motcua.kernel.models import JournalEntry
from tests.exchange.gateway import LATER, NOBODY, TEN, Gateway, gateway, ordered
from tests.world import World

__all__ = ["gateway"]
pytestmark = pytest.mark.django_db


def facts(order_id: int) -> list[str]:
    """What happened to the order; its cached state must follow from it."""
    events = list(PaymentEvent.objects.filter(order_id=order_id).order_by("id"))
    assert events[0].order.state == state_of_order(event.fact for event in events)
    return [event.fact for event in events]


def test_money_pays_every_fee_of_the_order_once(world: World, gateway: Gateway) -> None:
    order = ordered(world)
    assert gateway.ask(order) == OrderState.OPEN
    gateway.sandbox.behaviour = Behaviour(callbacks="lost")
    number = gateway.sandbox.pay(order.reference)
    assert [gateway.ask(order) for _ in range(3)] == [OrderState.PAID] * 3
    fees = list(FeeDue.objects.filter(dossier_id=order.dossier_id))
    assert [fee.proof for fee in fees] == [number] * len(fees)
    assert facts(order.id) == ["opened", "registered", "paid"]
    assert JournalEntry.objects.filter(act="dossiers.fees_paid_online").count() == 1


def test_an_order_is_one_however_often_it_is_asked_for(world: World) -> None:
    order = ordered(world)
    again = open_order(dossier_id=order.dossier_id, actor=NOBODY, at=LATER)
    assert again.id == order.id
    assert order.amount_vnd == sum(order.dossier.fees.values_list("amount_vnd", flat=True)) > 0


def test_money_that_is_hidden_at_first_is_found_by_asking_again(world: World, gateway: Gateway) -> None:
    order = ordered(world)
    gateway.ask(order)
    gateway.sandbox.behaviour = Behaviour(callbacks="lost", hides_payments=True)
    gateway.sandbox.pay(order.reference)
    assert gateway.ask(order) == OrderState.OPEN
    gateway.sandbox.behaviour = Behaviour()
    assert order.id in orders_to_ask_about(LATER)
    assert gateway.ask(order) == OrderState.PAID


def test_a_time_out_makes_no_second_order(world: World, gateway: Gateway) -> None:
    order = ordered(world)
    gateway.sandbox.behaviour = Behaviour(answers_after_seconds=0.5)
    impatient = PaymentGateway(gateway.url, "motcua", gateway.client.secret, timeout_seconds=0.1)
    patient, gateway.client = gateway.client, impatient
    with pytest.raises(GatewayNotReached):
        gateway.ask(order)
    gateway.client, gateway.sandbox.behaviour = patient, Behaviour()
    assert gateway.ask(order) == OrderState.OPEN
    assert list(gateway.sandbox.orders) == [order.reference]
    assert facts(order.id) == ["opened", "registered"]


def test_an_outage_leaves_the_order_as_it_was(world: World, gateway: Gateway) -> None:
    order = ordered(world)
    gateway.sandbox.behaviour = Behaviour(is_down=True)
    with pytest.raises(GatewayNotReached):
        gateway.ask(order)
    assert facts(order.id) == ["opened"]


def test_another_amount_pays_nothing_and_stops_further_paying(world: World, gateway: Gateway) -> None:
    order = ordered(world)
    gateway.ask(order)
    gateway.sandbox.behaviour = Behaviour(callbacks="lost")
    gateway.sandbox.pay(order.reference, order.amount_vnd - 1)
    assert gateway.ask(order) == OrderState.DISPUTED
    assert not FeeDue.objects.filter(dossier_id=order.dossier_id, paid_at__isnull=False).exists()
    with pytest.raises(refusals.PaymentBeingChecked):
        open_order(dossier_id=order.dossier_id, actor=NOBODY, at=LATER)


def test_cash_at_the_desk_closes_the_order_and_money_after_it_is_surplus(world: World, gateway: Gateway) -> None:
    order = ordered(world)
    gateway.ask(order)
    for fee in order.dossier.fees.all():
        pay_fee(fee_id=fee.id, proof="BL 12", actor=world.actor("lan"), at=LATER)
    gateway.sandbox.behaviour = Behaviour(callbacks="lost")
    gateway.sandbox.pay(order.reference)
    assert gateway.ask(order) == OrderState.SURPLUS
    assert set(order.dossier.fees.values_list("proof", flat=True)) == {"BL 12"}
    assert facts(order.id) == ["opened", "registered", "closed", "surplus"]
    with pytest.raises(refusals.NothingToPay):
        open_order(dossier_id=order.dossier_id, actor=NOBODY, at=LATER)


def test_paid_twice_by_the_person_the_second_money_is_surplus(world: World, gateway: Gateway) -> None:
    order = ordered(world)
    gateway.ask(order)
    gateway.sandbox.behaviour = Behaviour(callbacks="lost")
    first, second = gateway.sandbox.pay(order.reference), gateway.sandbox.pay(order.reference)
    assert gateway.ask(order) == OrderState.SURPLUS
    kept = PaymentEvent.objects.exclude(transaction="").order_by("id").values_list("transaction", "fact")
    assert list(kept) == [(first, PaymentFact.PAID), (second, PaymentFact.SURPLUS)]


def test_an_order_expires_and_money_that_comes_late_still_counts(world: World, gateway: Gateway) -> None:
    order = ordered(world)
    gateway.ask(order)
    over = TEN + ORDER_KEPT
    assert gateway.ask(order, over) == OrderState.EXPIRED
    gateway.sandbox.behaviour = Behaviour(callbacks="lost")
    gateway.sandbox.pay(order.reference)
    assert order.id not in orders_to_ask_about(over + timedelta(minutes=5))
    assert order.id in orders_to_ask_about(over + timedelta(hours=1))
    assert gateway.ask(order, over + timedelta(hours=1)) == OrderState.PAID
    assert order.id not in orders_to_ask_about(over + timedelta(days=2))


def test_a_wrong_secret_is_not_served(world: World, gateway: Gateway) -> None:
    order = ordered(world)
    gateway.client = PaymentGateway(gateway.url, "motcua", "another")
    with pytest.raises(GatewayNotReached):
        gateway.ask(order)
    assert gateway.sandbox.orders == {}


def test_money_goes_back_once_and_never_more_than_came(world: World, gateway: Gateway) -> None:
    order = ordered(world)
    gateway.ask(order)
    gateway.sandbox.behaviour = Behaviour(callbacks="lost")
    number = gateway.sandbox.pay(order.reference)
    wish = {"transaction": number, "refund_reference": "HT1", "amount_vnd": order.amount_vnd, "at": LATER}
    assert gateway.client.refund(**wish) == gateway.client.refund(**wish)
    with pytest.raises(GatewayNotReached):
        gateway.client.refund(**(wish | {"refund_reference": "HT2"}))

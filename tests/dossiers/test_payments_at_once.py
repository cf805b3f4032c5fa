"""Paying at the same instant on real connections: a fee is paid once, whoever brings the money."""

import pytest
from django.db import DatabaseError, transaction

from motcua.dossiers.actions.fees import pay_fee
from motcua.dossiers.actions.payments import open_order, settle_order
from motcua.dossiers.models import FeeDue, PaymentEvent, PaymentOrder
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.payments import OrderState, Receipt
from motcua.kernel.models import JournalEntry
from tests.at_once import at_once
from tests.exchange.gateway import LATER, NOBODY, owing
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def receipt(order: PaymentOrder, number: str = "T1") -> Receipt:
    return Receipt(number, order.amount_vnd, LATER)


def test_two_windows_get_one_order(committed_world: World) -> None:
    dossier = owing(committed_world)
    orders = at_once(*[lambda: open_order(dossier_id=dossier.id, actor=NOBODY, at=LATER)] * 4)
    assert len({order.id for order in orders}) == PaymentOrder.objects.count() == 1


def test_the_same_money_brought_by_several_jobs_counts_once(committed_world: World) -> None:
    order = open_order(dossier_id=owing(committed_world).id, actor=NOBODY, at=LATER)
    states = at_once(*[lambda: settle_order(order_id=order.id, receipts=[receipt(order)], at=LATER)] * 4)
    assert states == [OrderState.PAID] * 4
    assert PaymentEvent.objects.filter(order=order).exclude(transaction="").count() == 1
    assert JournalEntry.objects.filter(act="dossiers.fees_paid_online").count() == 1


def test_the_desk_and_the_gateway_at_once_pay_a_fee_once(committed_world: World) -> None:
    dossier = owing(committed_world)
    fee, lan = dossier.fees.get(), committed_world.actor("lan")
    order = open_order(dossier_id=dossier.id, actor=NOBODY, at=LATER)
    desk, gateway = at_once(
        lambda: pay_fee(fee_id=fee.id, proof="BL 12", actor=lan, at=LATER),
        lambda: settle_order(order_id=order.id, receipts=[receipt(order)], at=LATER),
    )
    fee.refresh_from_db()
    if isinstance(desk, refusals.FeePaid):
        assert (fee.proof, gateway) == ("T1", OrderState.PAID)
    else:
        assert (fee.proof, gateway) == ("BL 12", OrderState.SURPLUS)
    assert PaymentEvent.objects.exclude(transaction="").count() == 1


def test_the_database_itself_keeps_a_paid_fee_and_the_events(committed_world: World) -> None:
    order = open_order(dossier_id=owing(committed_world).id, actor=NOBODY, at=LATER)
    settle_order(order_id=order.id, receipts=[receipt(order)], at=LATER)
    for change in (
        lambda: FeeDue.objects.filter(dossier_id=order.dossier_id).update(proof="T2"),
        lambda: PaymentEvent.objects.filter(order=order).delete(),
        lambda: PaymentEvent.objects.create(order=order, fact="paid", at=LATER, transaction="T9", amount_vnd=1),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

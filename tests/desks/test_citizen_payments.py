"""The page about fees: for whoever holds code and key; the order, the wait, the callback that is only a hint."""

import json
from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.desks.citizen.guessing import FAILURES_MAX
from motcua.dossiers.actions.fees import pay_fee
from motcua.dossiers.actions.payments import settle_order
from motcua.dossiers.models import Dossier, FeeDue, PaymentOrder
from motcua.dossiers.rules.payments import Receipt
from motcua.exchange.actions.payments import ASKING_TASK, CALLBACK_PATH
from motcua.exchange.rules.gateway import signature
from motcua.exchange.rules.vietqr import BankAccount
from tests.desks.counter_desk import wall_clock
from tests.exchange.gateway import SECRET, owing
from tests.world import MONDAY, TU, World, accepted_birth

__all__ = ["wall_clock"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wall_clock")]


@pytest.fixture(autouse=True)
def _an_installation_with_a_gateway(settings: Any) -> None:
    settings.PAYMENT_GATEWAY_URL, settings.PAYMENT_GATEWAY_SECRET = "http://127.0.0.1:9", SECRET
    settings.BANK_ACCOUNT = BankAccount("970436", "0011001234567", "KHO BAC NHA NUOC")


def page_of(dossier: Dossier, language: str = "") -> str:
    return f"{language}/t/{dossier.code}/{dossier.check_key}/nop-phi/"


def opened(client: Client, world: World) -> tuple[Dossier, PaymentOrder]:
    dossier = owing(world)
    assert client.post(page_of(dossier)).status_code == 302
    return dossier, PaymentOrder.objects.get()


def call_back(client: Client, order: PaymentOrder, secret: str = SECRET, age: int = 0) -> int:
    body = json.dumps({"reference": order.reference}).encode()
    instant = str(int(MONDAY.timestamp()) - age)
    signed = signature(secret, instant, "POST", CALLBACK_PATH, body)
    answer = client.post(
        CALLBACK_PATH, body, content_type="application/json", HTTP_X_TIMESTAMP=instant, HTTP_X_SIGNATURE=signed
    )
    return answer.status_code


def asking_jobs(order: PaymentOrder) -> int:
    return ProcrastinateJob.objects.filter(task_name=ASKING_TASK, args={"order_id": order.id}).count()


def test_the_page_says_what_is_owed_and_nothing_of_a_person(client: Client, world: World) -> None:
    dossier = owing(world)
    assert page_of(dossier) in client.get(f"/t/{dossier.code}/{dossier.check_key}").content.decode()
    answer = client.get(page_of(dossier))
    page = answer.content.decode()
    assert "16.000 đ" in page and "Nộp trực tuyến" in page
    assert [text for text in (TU.name, TU.identifier, TU.phone, TU.email) if text in page] == []
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert PaymentOrder.objects.count() == 0


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_order_shows_reference_and_code_and_waits(client: Client, world: World, language: str) -> None:
    dossier, order = opened(client, world)
    client.post(page_of(dossier))
    order = PaymentOrder.objects.get()
    page = client.get(page_of(dossier, language))
    assert order.reference in page.content.decode() and "data:image/svg+xml" in page.content.decode()
    assert "Refresh" not in page.headers
    assert client.get(page_of(dossier, language), {"tu-dong": "1"}).headers["Refresh"] == "15"


def test_without_an_account_there_is_no_picture_and_without_a_gateway_no_button(
    client: Client, world: World, settings: Any
) -> None:
    dossier, _ = opened(client, world)
    settings.BANK_ACCOUNT = BankAccount("", "", "")
    assert "data:image" not in client.get(page_of(dossier)).content.decode()
    settings.PAYMENT_GATEWAY_URL = ""
    assert "<form method" not in client.get(page_of(owing(world))).content.decode()


def test_paid_is_said_and_the_page_stops_waiting(client: Client, world: World) -> None:
    dossier, order = opened(client, world)
    settle_order(order_id=order.id, receipts=[Receipt("T1", order.amount_vnd, MONDAY)], at=MONDAY)
    page = client.get(page_of(dossier), {"tu-dong": "1"})
    assert "Đã nhận được tiền" in page.content.decode()
    assert "Refresh" not in page.headers
    assert client.post(page_of(dossier)).status_code == 409


def test_cash_at_the_desk_ends_the_wait(client: Client, world: World) -> None:
    dossier, order = opened(client, world)
    pay_fee(fee_id=dossier.fees.get().id, proof="BL 12", actor=world.actor("lan"), at=MONDAY)
    page = client.get(page_of(dossier)).content.decode()
    assert order.reference not in page and "đã nộp" in page


def test_a_dossier_without_fees_says_so(client: Client, world: World) -> None:
    assert "Không thu phí" in client.get(page_of(accepted_birth(world))).content.decode()


def test_a_wrong_key_learns_nothing_and_guessing_is_stopped(client: Client, world: World) -> None:
    dossier = owing(world)
    wrong = f"/t/{dossier.code}/AAAAAAAA/nop-phi/"
    answers = {client.get(wrong).status_code for _ in range(FAILURES_MAX)}
    assert answers == {404}
    assert client.post(page_of(dossier)).status_code == 429
    assert PaymentOrder.objects.count() == 0


def test_a_callback_has_the_gateway_asked_once_and_pays_nothing_itself(client: Client, world: World) -> None:
    dossier, order = opened(client, world)
    assert [call_back(client, order) for _ in range(3)] == [204] * 3
    assert asking_jobs(order) == 1
    assert not FeeDue.objects.filter(dossier=dossier, paid_at__isnull=False).exists()


@pytest.mark.parametrize(("secret", "age"), [("forged", 0), ("", 0), (SECRET, 3600), (SECRET, -3600)])
def test_a_forged_or_old_callback_is_refused(client: Client, world: World, secret: str, age: int) -> None:
    _, order = opened(client, world)
    assert call_back(client, order, secret, age) == 403
    assert asking_jobs(order) == 0


def test_a_callback_about_nothing_of_ours_is_taken_quietly(client: Client, world: World) -> None:
    assert call_back(client, PaymentOrder(reference="MCUNKNOWN")) == 204
    assert client.post(CALLBACK_PATH, b"\xff", content_type="application/json").status_code == 403

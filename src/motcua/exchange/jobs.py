"""Jobs of exchange: shells around the outbox and its adapters."""

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.dossiers.queries.payments import orders_to_ask_about
from motcua.exchange.actions import outbox, payments
from motcua.exchange.adapters import email, mailbox
from motcua.exchange.adapters.payment_gateway import PaymentGateway
from motcua.exchange.rules.delivery import Letter
from motcua.exchange.rules.notices import NoticeChannel
from motcua.kernel import clock


def hand_over(message: Letter) -> None:
    """By SMTP when a server is set, else into the mailbox of this machine."""
    if message.channel == NoticeChannel.EMAIL and settings.SMTP_URL:
        email.send(message, email.SmtpServer.parse(settings.SMTP_URL, settings.SMTP_SENDER))
    else:
        mailbox.write(message, settings.MAILBOX_DIRECTORY)


@app.task(
    name=outbox.DELIVERY_TASK,
    retry=RetryStrategy(max_attempts=outbox.ATTEMPTS_MAX, exponential_wait=4),
)
def deliver(*, message_id: int) -> None:
    """Deliver one message; after a failure it is tried again, later each time (4 seconds to 18 hours)."""
    outbox.deliver(message_id=message_id, sender=hand_over, at=clock.now())


def gateway_of_settings() -> PaymentGateway | None:
    """The gateway of this installation; None when it has none."""
    if not settings.PAYMENT_GATEWAY_URL:
        return None
    return PaymentGateway(
        settings.PAYMENT_GATEWAY_URL, settings.PAYMENT_GATEWAY_MERCHANT, settings.PAYMENT_GATEWAY_SECRET
    )


@app.task(name=payments.ASKING_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=3))
def ask_gateway(*, order_id: int) -> None:
    """Ask the payment gateway about one order; after five failures the next round asks again."""
    gateway = gateway_of_settings()
    if gateway is not None:
        payments.ask(
            order_id=order_id,
            gateway=gateway,
            callback_address=f"{settings.BASE_URL}{payments.CALLBACK_PATH}",
            return_address=f"{settings.BASE_URL}{payments.RETURN_PATH}",
            at=clock.now(),
        )


@app.periodic(cron="* * * * *")
@app.task(name="motcua.ask_about_payments", queueing_lock="motcua.ask_about_payments")
def ask_about_payments(timestamp: int) -> None:
    """Ask about every order for which money may still come, whether or not the gateway has called back."""
    if settings.PAYMENT_GATEWAY_URL:
        for order_id in orders_to_ask_about(clock.now()):
            payments.ask_soon(order_id)

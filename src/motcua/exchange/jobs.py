"""Jobs of exchange: shells around the outbox and its adapters."""

from django.conf import settings
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from motcua.exchange.actions import outbox
from motcua.exchange.adapters import email, mailbox
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

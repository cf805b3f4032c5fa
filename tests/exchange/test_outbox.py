"""A message is written with what it tells, delivered at least once, and never lost silently."""

import email
import smtplib
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.exchange.actions.outbox import ATTEMPTS_MAX, DELIVERY_TASK, deliver, enqueue, send_again
from motcua.exchange.adapters import email as email_adapter
from motcua.exchange.adapters import mailbox
from motcua.exchange.jobs import hand_over
from motcua.exchange.models import OutboxMessage
from motcua.exchange.queries.outbox import given_up, waiting
from motcua.exchange.rules.delivery import Letter, NeverDeliverable, NotDelivered
from tests.exchange.conftest import NOON

pytestmark = pytest.mark.django_db
LETTER = Letter(3, 9, "email", "tu@example.vn", "Đã có kết quả", "Mời Ông/Bà đến nhận.\n", NOON)


def _enqueue(recipient: str = "tu@example.vn") -> int:
    message_id = enqueue(
        entry_id=9,
        channel="email",
        recipient=recipient,
        subject="Đã có kết quả",
        body="Mời Ông/Bà đến nhận.\n",
        at=NOON,
    )
    assert message_id is not None
    return message_id


def _fails(problem: Exception) -> object:
    def sender(letter: Letter) -> None:
        raise problem

    return sender


def test_message_and_job_are_written_together_or_not_at_all() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        _enqueue()
        raise RuntimeError("the act fails")
    assert OutboxMessage.objects.count() == 0
    assert ProcrastinateJob.objects.count() == 0
    message_id = _enqueue()
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == (DELIVERY_TASK, {"message_id": message_id})


def test_the_same_news_is_written_once() -> None:
    _enqueue()
    again = enqueue(entry_id=9, channel="email", recipient="tu@example.vn", subject="x", body="y", at=NOON)
    assert again is None
    assert ProcrastinateJob.objects.count() == 1


def test_a_delivered_message_is_not_sent_again() -> None:
    sent: list[Letter] = []
    message_id = _enqueue()
    for _ in range(2):
        deliver(message_id=message_id, sender=sent.append, at=NOON)
    assert [letter.recipient for letter in sent] == ["tu@example.vn"]
    message = OutboxMessage.objects.get()
    assert (message.delivered_at, message.attempts) == (NOON, 1)
    assert not waiting().exists()


def test_a_failure_is_remembered_and_tried_again_until_it_is_given_up() -> None:
    message_id = _enqueue()
    for attempt in range(1, ATTEMPTS_MAX):
        with pytest.raises(NotDelivered):
            deliver(message_id=message_id, sender=_fails(NotDelivered("no route")), at=NOON)  # type: ignore[arg-type]
        message = OutboxMessage.objects.get()
        assert (message.attempts, message.last_error, message.given_up_at) == (attempt, "no route", None)
    deliver(message_id=message_id, sender=_fails(NotDelivered("no route")), at=NOON)  # type: ignore[arg-type]
    assert [message.pk for message in given_up()] == [message_id]
    send_again(message_id=message_id)
    assert [message.pk for message in waiting()] == [message_id]


def test_a_refused_address_is_given_up_at_once() -> None:
    message_id = _enqueue()
    deliver(message_id=message_id, sender=_fails(NeverDeliverable("550 no such user")), at=NOON)  # type: ignore[arg-type]
    message = OutboxMessage.objects.get()
    assert (message.given_up_at, message.last_error) == (NOON, "550 no such user")


def test_the_mailbox_keeps_a_message_that_a_mail_program_opens(tmp_path: Path) -> None:
    paths = {mailbox.write(LETTER, tmp_path) for _ in range(2)}
    [path] = paths
    assert list(tmp_path.iterdir()) == [path]
    read = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    assert (read["Subject"], read["To"]) == ("Đã có kết quả", "tu@example.vn")
    assert read.get_content().replace("\r\n", "\n") == "Mời Ông/Bà đến nhận.\n"


def test_a_hostile_recipient_stays_inside_the_mailbox(tmp_path: Path) -> None:
    letter = Letter(4, 9, "sms", "../../etc/passwd", "", "x", NOON)
    assert mailbox.write(letter, tmp_path / "mail").parent == tmp_path / "mail"


def test_without_a_mail_server_messages_go_to_the_mailbox(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.MAILBOX_DIRECTORY = tmp_path  # type: ignore[attr-defined]
    settings.SMTP_URL = ""  # type: ignore[attr-defined]
    hand_over(LETTER)
    assert len(list(tmp_path.glob("*.eml"))) == 1


class FakeServer:
    """Stands for smtplib.SMTP."""

    def __init__(self, problem: Exception | None = None) -> None:
        self.problem = problem
        self.sent: list[EmailMessage] = []

    def __call__(self, host: str, port: int, timeout: int) -> "FakeServer":
        return self

    def __enter__(self) -> "FakeServer":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send_message(self, message: EmailMessage) -> None:
        if self.problem:
            raise self.problem
        self.sent.append(message)


def _send(monkeypatch: pytest.MonkeyPatch, server: FakeServer, letter: Letter = LETTER) -> None:
    monkeypatch.setattr(smtplib, "SMTP", server)
    email_adapter.send(letter, email_adapter.SmtpServer.parse("smtp://mail.example.vn?tls=none", "noreply@example.vn"))


def test_the_same_message_always_carries_the_same_id(monkeypatch: pytest.MonkeyPatch) -> None:
    server = FakeServer()
    for _ in range(2):
        _send(monkeypatch, server)
    assert {message["Message-ID"] for message in server.sent} == {"<motcua-9-3@example.vn>"}


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        (smtplib.SMTPRecipientsRefused({"tu@example.vn": (550, b"no such user")}), NeverDeliverable),
        (smtplib.SMTPRecipientsRefused({"tu@example.vn": (450, b"busy")}), NotDelivered),
        (smtplib.SMTPServerDisconnected("gone"), NotDelivered),
        (TimeoutError("timed out"), NotDelivered),
    ],
)
def test_refusal_for_good_and_failure_for_now_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, problem: Exception, kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        _send(monkeypatch, FakeServer(problem))


def test_a_header_cannot_be_smuggled_in_by_the_recipient(monkeypatch: pytest.MonkeyPatch) -> None:
    server = FakeServer()
    letter = Letter(3, 9, "email", "tu@example.vn\nBcc: all@example.vn", "x\nBcc: y@example.vn", "x", NOON)
    with pytest.raises(NeverDeliverable):
        _send(monkeypatch, server, letter)
    assert server.sent == []


def test_server_addresses_are_read_from_urls() -> None:
    server = email_adapter.SmtpServer.parse("smtps://lan%40x:m%2Fk@mail.example.vn", "a@b.vn")
    assert (server.host, server.port, server.user, server.password, server.tls) == (
        "mail.example.vn", 465, "lan@x", "m/k", "wrapped",
    )  # fmt: skip

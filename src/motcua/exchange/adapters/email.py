"""E-mail by SMTP."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import parse_qs, unquote, urlsplit

from motcua.exchange.rules.delivery import Letter, NeverDeliverable, NotDelivered

TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class SmtpServer:
    """Where e-mail is handed over, from `smtp://user:password@host:port?tls=start|none` or `smtps://…`."""

    host: str
    port: int
    user: str
    password: str
    tls: str
    """wrapped, start or none."""
    sender: str

    @classmethod
    def parse(cls, url: str, sender: str) -> "SmtpServer":
        parts = urlsplit(url)
        wrapped = parts.scheme == "smtps"
        return cls(
            host=parts.hostname or "localhost",
            port=parts.port or (465 if wrapped else 587),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls="wrapped" if wrapped else parse_qs(parts.query).get("tls", ["start"])[0],
            sender=sender,
        )


def as_email(message: Letter, sender: str = "motcua@localhost") -> EmailMessage:
    """The message as plain text; a message sent twice carries the same id, so that mail programs show it once."""
    email = EmailMessage()
    email["From"] = sender
    email["To"] = message.recipient
    email["Subject"] = " ".join(message.subject.split())
    email["Date"] = format_datetime(message.created_at)
    domain = sender.rpartition("@")[2] or "localhost"
    email["Message-ID"] = f"<motcua-{message.entry_id}-{message.id}@{domain}>"
    email["Auto-Submitted"] = "auto-generated"
    email["Content-Language"] = "vi"
    email.set_content(message.body)
    return email


def send(message: Letter, server: SmtpServer) -> None:
    """Hand the message to the server. Raises NotDelivered, or NeverDeliverable when the address is refused."""
    try:
        email = as_email(message, server.sender)
    except ValueError as problem:
        raise NeverDeliverable(f"not an address: {problem}") from problem
    context = ssl.create_default_context()
    try:
        connection = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
            if server.tls == "wrapped"
            else smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
        )
        with connection:
            if server.tls == "start":
                connection.starttls(context=context)
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(email)
    except smtplib.SMTPRecipientsRefused as problem:
        code, words = next(iter(problem.recipients.values()))
        refusal = f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
        raise (NeverDeliverable if 500 <= code < 600 else NotDelivered)(refusal) from problem
    except (OSError, smtplib.SMTPException) as problem:
        raise NotDelivered(f"{type(problem).__name__}: {problem}") from problem

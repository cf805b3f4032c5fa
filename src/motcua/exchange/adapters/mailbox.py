"""A mailbox on this machine: every message becomes a file, for demonstrations and installations without a gateway."""

import os
import re
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from motcua.exchange.adapters.email import as_email
from motcua.exchange.rules.delivery import Letter
from motcua.exchange.rules.notices import NoticeChannel


def write(message: Letter, directory: Path) -> Path:
    """Write the message to a file named after it; written twice, it is the same file."""
    directory.mkdir(parents=True, exist_ok=True)
    recipient = re.sub(r"[^A-Za-z0-9@.+_-]", "_", message.recipient)
    is_email = message.channel == NoticeChannel.EMAIL
    path = directory / f"{message.id:08d}-{message.channel}-{recipient[:80]}.{'eml' if is_email else 'txt'}"
    partial = path.with_suffix(".partial")
    partial.write_bytes(_email_bytes(as_email(message)) if is_email else message.body.encode())
    os.replace(partial, path)
    return path


def _email_bytes(email: EmailMessage) -> bytes:
    return email.as_bytes(policy=SMTP)

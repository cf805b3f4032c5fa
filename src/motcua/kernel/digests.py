"""The journal's daily digest: the chain's hash at the end of a day, signed with the installation's Ed25519 key.

The key lies in `MOTCUA_HOME/journal-key.pem`, readable by its owner alone; its public half beside it in
`journal-key.pub.pem` is meant to be kept elsewhere too, because whoever holds both database and key could sign anew.
"""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.db import connection, transaction
from django.utils import timezone

from motcua.kernel import embedded
from motcua.kernel.models import JournalDigest, JournalSeal
from motcua.kernel.sealing import SEALER_LOCK


class KeyNotReadable(ValueError):
    """The file is not an Ed25519 key in PEM form. Export it again with `motcua journal key`."""


def private_key_path() -> Path:
    return embedded.home() / "journal-key.pem"


def public_key_path() -> Path:
    return embedded.home() / "journal-key.pub.pem"


def signing_key() -> Ed25519PrivateKey:
    """The installation's key; made at the first use. Raises KeyNotReadable for a file that holds something else."""
    path = private_key_path()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        partial = path.with_suffix(f".{os.getpid()}")
        partial.touch(mode=0o600)
        partial.write_bytes(made)
        try:
            os.link(partial, path)  # two first users: the one who comes second takes the other's key
        except FileExistsError:
            pass
        finally:
            partial.unlink()
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except ValueError as problem:
        raise KeyNotReadable(str(path)) from problem
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyNotReadable(str(path))
    if not public_key_path().exists():
        public_key_path().write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return key


def read_public_key(path: Path) -> bytes:
    """The 32 bytes of a public key in a PEM file. Raises KeyNotReadable for any other file."""
    try:
        key = load_pem_public_key(path.read_bytes())
    except (ValueError, OSError) as problem:
        raise KeyNotReadable(str(path)) from problem
    if not isinstance(key, Ed25519PublicKey):
        raise KeyNotReadable(str(path))
    return _raw(key)


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _message(on: date, seal_id: int, chain_hash: bytes) -> bytes:
    return f"motcua journal digest {on.isoformat()} seal {seal_id} {chain_hash.hex()}".encode()


def is_signed_by(digest: JournalDigest, public_key: bytes) -> bool:
    """Whether the digest's signature fits its day, seal and hash under the key."""
    message = _message(digest.on, digest.last_seal_id, bytes(digest.hash))
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(bytes(digest.signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def sign_digests(*, at: datetime) -> int:
    """Sign every finished day since the last digest, days without a new seal too; returns how many were signed."""
    today = timezone.localtime(at).date()
    signed = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER_LOCK])
        last = JournalDigest.objects.order_by("-on").first()
        first_seal = JournalSeal.objects.only("sealed_at").order_by("id").first()
        if first_seal is None:
            return 0
        day = last.on + timedelta(days=1) if last else timezone.localtime(first_seal.sealed_at).date()
        while day < today:
            end = timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time()))
            seal = JournalSeal.objects.only("hash").filter(sealed_at__lt=end).order_by("-id")[0]
            _sign(day, seal)
            signed += 1
            day += timedelta(days=1)
    return signed


def _sign(day: date, seal: JournalSeal) -> None:
    key = signing_key()
    JournalDigest.objects.create(
        on=day,
        last_seal=seal,
        hash=bytes(seal.hash),
        signature=key.sign(_message(day, seal.pk, bytes(seal.hash))),
        public_key=_raw(key.public_key()),
    )

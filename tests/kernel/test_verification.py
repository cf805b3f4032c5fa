"""After tampering, verification names the first broken entry and what happened to it."""

import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError, connection

from motcua.kernel import embedded
from motcua.kernel.digests import (
    KeyNotReadable,
    private_key_path,
    public_key_path,
    read_public_key,
    sign_digests,
    signing_key,
)
from motcua.kernel.models import JournalDigest, JournalSeal
from motcua.kernel.sealing import CANONICAL, seal_hash
from motcua.kernel.verification import FaultKind, verify_journal
from motcua.project.commands import journal as journal_command
from tests.kernel.conftest import NOON, CommittedJournal


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(embedded, "home", lambda: tmp_path)
    return tmp_path


@pytest.fixture
def sealed(committed_journal: CommittedJournal) -> list[int]:
    """Seven entries in four seals."""
    ids = [committed_journal.add(f"test.act_{number}") for number in range(7)]
    committed_journal.seal(7, size=2)
    return ids


def test_an_untouched_journal_holds(committed_journal: CommittedJournal, sealed: list[int]) -> None:
    committed_journal.add()
    sign_digests(at=NOON + timedelta(days=3))
    proof = verify_journal(public_keys=[read_public_key(public_key_path())])
    assert proof.fault is None
    assert (proof.entries, proof.seals, proof.digests, proof.unsealed) == (7, 4, 3, 1)
    assert proof.oldest_unsealed_at is not None


def test_an_empty_journal_holds(committed_journal: CommittedJournal) -> None:
    proof = verify_journal(public_keys=[])
    assert proof.fault is None
    assert (proof.entries, proof.seals, proof.unsealed) == (0, 0, 0)


@pytest.mark.parametrize("statement", ["UPDATE kernel_journalentry SET act = 'x'", "DELETE FROM kernel_journalentry"])
def test_the_database_refuses_to_change_an_entry(
    committed_journal: CommittedJournal, sealed: list[int], statement: str
) -> None:
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify_journal(public_keys=[]).fault is None


@pytest.mark.parametrize(
    "assignment",
    ["act = 'test.other'", "actor_name = 'another'", "at = at + interval '1 microsecond'", "dossier_id = 9",
     "data = data || '{\"n\": 2}'", "transaction = transaction - 1000", "transaction = transaction + 1",
     "recorded_at = recorded_at - interval '1 day'"],
)  # fmt: skip
def test_a_changed_entry_is_named(committed_journal: CommittedJournal, sealed: list[int], assignment: str) -> None:
    committed_journal.tamper(f"UPDATE kernel_journalentry SET {assignment} WHERE id = %s", sealed[3])
    fault = verify_journal(public_keys=[]).fault
    assert fault is not None
    assert (fault.kind, fault.entry_id) == (FaultKind.ENTRY_CHANGED, sealed[3])
    assert fault.act in {"test.act_3", "test.other"}


@pytest.mark.parametrize("place", [0, 3, 6])
def test_a_removed_entry_is_named(committed_journal: CommittedJournal, sealed: list[int], place: int) -> None:
    committed_journal.add("test.unsealed")
    committed_journal.tamper("DELETE FROM kernel_journalentry WHERE id = %s", sealed[place])
    fault = verify_journal(public_keys=[]).fault
    assert fault is not None
    assert (fault.kind, fault.entry_id) == (FaultKind.ENTRY_REMOVED, sealed[place])


def test_an_entry_inserted_behind_the_seals_is_named(committed_journal: CommittedJournal, sealed: list[int]) -> None:
    committed_journal.tamper(
        "INSERT INTO kernel_journalentry (transaction, act, at, actor_name, subject, subject_id, data)"
        " SELECT transaction, 'test.forged', at, 'forger', subject, subject_id, data FROM kernel_journalentry"
        " WHERE id = %s",
        sealed[2],
    )
    fault = verify_journal(public_keys=[]).fault
    assert fault is not None
    assert (fault.kind, fault.act) == (FaultKind.ENTRY_INSERTED, "test.forged")


def test_an_entry_of_a_transaction_that_has_not_happened_is_named(
    committed_journal: CommittedJournal, sealed: list[int]
) -> None:
    forged = committed_journal.add("test.forged")
    committed_journal.tamper("UPDATE kernel_journalentry SET transaction = transaction + 1000000 WHERE id = %s", forged)
    fault = verify_journal(public_keys=[]).fault
    assert fault is not None
    assert (fault.kind, fault.entry_id) == (FaultKind.ENTRY_INSERTED, forged)


def test_the_first_of_several_faults_is_named(committed_journal: CommittedJournal, sealed: list[int]) -> None:
    committed_journal.tamper("UPDATE kernel_journalentry SET actor_name = 'x' WHERE id = %s", sealed[5])
    committed_journal.tamper("DELETE FROM kernel_journalentry WHERE id = %s", sealed[1])
    fault = verify_journal(public_keys=[]).fault
    assert fault is not None
    assert (fault.kind, fault.entry_id) == (FaultKind.ENTRY_REMOVED, sealed[1])


@pytest.mark.parametrize(
    "assignment",
    ["hash = sha256('x')", "sealed_at = sealed_at + interval '1 day'", "entry_ids[1] = entry_ids[1] + 1",
     "entry_hashes[1] = sha256('x')", "entry_ids = entry_ids[2:]"],
)  # fmt: skip
def test_a_changed_seal_is_named(committed_journal: CommittedJournal, sealed: list[int], assignment: str) -> None:
    second = JournalSeal.objects.order_by("id")[1].pk
    committed_journal.tamper(f"UPDATE kernel_journalseal SET {assignment} WHERE id = %s", second)
    fault = verify_journal(public_keys=[]).fault
    assert fault is not None
    assert (fault.kind, fault.seal_id) == (FaultKind.SEAL_CHANGED, second)


def test_a_removed_seal_is_noticed(committed_journal: CommittedJournal, sealed: list[int]) -> None:
    second, third = (seal.pk for seal in JournalSeal.objects.order_by("id")[1:3])
    committed_journal.tamper("DELETE FROM kernel_journalseal WHERE id = %s", second)
    fault = verify_journal(public_keys=[]).fault
    assert fault is not None
    assert (fault.kind, fault.seal_id) == (FaultKind.SEAL_REMOVED, third)


def test_a_chain_removed_up_to_a_signed_digest_is_noticed(
    committed_journal: CommittedJournal, sealed: list[int]
) -> None:
    sign_digests(at=NOON + timedelta(days=1))
    last = JournalSeal.objects.order_by("-id")[0].pk
    committed_journal.tamper("SET session_replication_role = replica")
    committed_journal.tamper("DELETE FROM kernel_journalseal WHERE id = %s", last)
    committed_journal.tamper("SET session_replication_role = origin")
    fault = verify_journal(public_keys=[]).fault
    assert fault is not None
    assert (fault.kind, fault.seal_id) == (FaultKind.SEAL_REMOVED, last)


def test_a_chain_rewritten_as_a_whole_does_not_fit_the_signed_digest(committed_journal: CommittedJournal) -> None:
    entry_id = committed_journal.add()
    committed_journal.seal(1)
    sign_digests(at=NOON + timedelta(days=1))
    key = read_public_key(public_key_path())
    committed_journal.tamper("UPDATE kernel_journalentry SET actor_name = 'x' WHERE id = %s", entry_id)
    seal = JournalSeal.objects.get()
    from_database = _hash_of(entry_id)
    new = seal_hash(
        bytes(32), sealed_at=seal.sealed_at, last_transaction=seal.last_transaction, entries=[(entry_id, from_database)]
    )
    committed_journal.tamper("UPDATE kernel_journalseal SET hash = %s, entry_hashes = %s", new, [from_database])
    fault = verify_journal(public_keys=[key]).fault
    assert fault is not None
    assert (fault.kind, fault.digest_on) == (FaultKind.DIGEST_CHANGED, "2026-03-02")


def _hash_of(entry_id: int) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sha256({CANONICAL}) FROM kernel_journalentry WHERE id = %s", [entry_id])
        return bytes(cursor.fetchone()[0])


def test_a_digest_with_another_hash_loses_its_signature(committed_journal: CommittedJournal, sealed: list[int]) -> None:
    sign_digests(at=NOON + timedelta(days=1))
    committed_journal.tamper("UPDATE kernel_journaldigest SET hash = sha256('x')")
    fault = verify_journal(public_keys=[]).fault
    assert fault is not None
    assert (fault.kind, fault.digest_on) == (FaultKind.DIGEST_SIGNATURE_WRONG, "2026-03-02")


def test_a_digest_signed_by_a_stranger_is_noticed(committed_journal: CommittedJournal, sealed: list[int]) -> None:
    sign_digests(at=NOON + timedelta(days=1))
    stranger = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    fault = verify_journal(public_keys=[stranger]).fault
    assert fault is not None
    assert (fault.kind, fault.digest_on) == (FaultKind.DIGEST_KEY_UNKNOWN, "2026-03-02")


def test_digests_cover_every_finished_day_once(committed_journal: CommittedJournal, sealed: list[int]) -> None:
    assert sign_digests(at=NOON) == 0
    assert sign_digests(at=NOON + timedelta(days=2)) == 2
    assert sign_digests(at=NOON + timedelta(days=2)) == 0
    committed_journal.add()
    committed_journal.seal(1, at=NOON + timedelta(days=2))
    assert sign_digests(at=NOON + timedelta(days=3)) == 1
    first, quiet, last = JournalDigest.objects.order_by("on")
    assert first.last_seal_id == quiet.last_seal_id != last.last_seal_id
    assert verify_journal(public_keys=[]).fault is None


def test_the_private_key_is_its_owners_alone_and_made_once(own_home: Path) -> None:
    made = signing_key().private_bytes_raw()
    assert stat.S_IMODE(private_key_path().stat().st_mode) == 0o600
    assert signing_key().private_bytes_raw() == made
    assert read_public_key(public_key_path()) == signing_key().public_key().public_bytes_raw()


def test_a_file_that_is_no_key_is_refused(own_home: Path) -> None:
    private_key_path().write_text("not a key")
    with pytest.raises(KeyNotReadable):
        signing_key()
    with pytest.raises(KeyNotReadable):
        read_public_key(private_key_path())


def test_the_command_exits_with_1_and_names_the_entry(
    committed_journal: CommittedJournal, sealed: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_command, "with_database", lambda: None)
    whole = CliRunner().invoke(journal_command.command, ["verify", "--json"])
    assert whole.exit_code == 0
    assert json.loads(whole.output) | {"oldest_unsealed_at": None} == {
        "holds": True, "entries": 7, "seals": 4, "digests": 0, "unsealed": 0, "oldest_unsealed_at": None, "fault": None,
    }  # fmt: skip
    committed_journal.tamper("UPDATE kernel_journalentry SET data = '{}' WHERE id = %s", sealed[4])
    broken = CliRunner().invoke(journal_command.command, ["verify", "--json"])
    assert broken.exit_code == 1
    fault = json.loads(broken.output)["fault"]
    assert (fault["kind"], fault["entry_id"], fault["act"]) == ("entry_changed", sealed[4], "test.act_4")
    words = CliRunner().invoke(journal_command.command, ["verify"])
    assert f"entry {sealed[4]} (test.act_4) was changed" in words.output

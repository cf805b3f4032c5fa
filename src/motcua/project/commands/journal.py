"""`motcua journal`: seal, prove and read the journal."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from motcua.kernel import clock
from motcua.project.command_line import with_database


@click.group()
def command() -> None:
    """Seal, prove and read the journal of acts."""


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
@click.option(
    "--public-key",
    "key_files",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="Public key (PEM) that daily digests must be signed with; may be given more than once.",
)
def verify(as_json: bool, key_files: tuple[Path, ...]) -> None:
    """Recompute every hash and signature; exit 1 and name the first broken entry when something was changed."""
    with_database()
    from motcua.kernel.digests import KeyNotReadable, public_key_path, read_public_key
    from motcua.kernel.verification import verify_journal

    own = [public_key_path()] if public_key_path().exists() else []
    try:
        public_keys = [read_public_key(path) for path in key_files or own]
    except KeyNotReadable as problem:
        raise click.ClickException(f"not an Ed25519 public key in PEM form: {problem}") from problem
    proof = verify_journal(public_keys=public_keys)
    fault = proof.fault
    if as_json:
        found = fault and {
            "kind": fault.kind.value,
            "entry_id": fault.entry_id,
            "act": fault.act,
            "seal_id": fault.seal_id,
            "digest_on": fault.digest_on,
            "words": fault.words,
        }
        summary = {
            "holds": fault is None,
            "entries": proof.entries,
            "seals": proof.seals,
            "digests": proof.digests,
            "unsealed": proof.unsealed,
            "oldest_unsealed_at": proof.oldest_unsealed_at and proof.oldest_unsealed_at.isoformat(),
            "fault": found,
        }
        click.echo(json.dumps(summary, ensure_ascii=False))
    else:
        click.echo(f"{proof.entries} entries in {proof.seals} seals recomputed, {proof.digests} signed digests checked")
        if fault is None:
            click.echo(f"the journal holds; {proof.unsealed} newer entries wait for the next seal")
        else:
            click.echo(f"BROKEN: {fault.words}")
    sys.exit(0 if fault is None else 1)


@command.command()
@click.option("--size", default=2000, show_default=True, type=click.IntRange(1, 100_000), help="Entries in one seal.")
def seal(size: int) -> None:
    """Seal what is committed, and sign the digests of finished days."""
    with_database()

    from motcua.kernel.digests import sign_digests
    from motcua.kernel.sealing import TransactionsWentBack, seal_all

    try:
        sealed = seal_all(at=clock.now(), size=size)
    except TransactionsWentBack as problem:
        raise click.ClickException(f"{TransactionsWentBack.__doc__} ({problem})") from problem
    signed = sign_digests(at=clock.now())
    click.echo(f"{sealed} entries sealed, {signed} daily digests signed")


@command.command()
def key() -> None:
    """Print the public key of the digests; keep a copy away from this machine."""
    with_database()
    from motcua.kernel.digests import public_key_path, signing_key

    signing_key()
    click.echo(public_key_path().read_text(), nl=False)


@command.command(name="list")
@click.option("--dossier", "code", required=True, help="Code of the dossier.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
def list_entries(code: str, as_json: bool) -> None:
    """List the acts on one dossier, oldest first."""
    with_database()
    from django.utils import timezone

    from motcua.dossiers.models import Dossier
    from motcua.kernel.models import JournalEntry

    dossier_id = Dossier.objects.filter(code=code).values_list("pk", flat=True).first()
    if dossier_id is None:
        raise click.ClickException(f"no dossier has the code {code}")
    for entry in JournalEntry.objects.filter(dossier_id=dossier_id).order_by("id").iterator():
        at: datetime = timezone.localtime(entry.at)
        if as_json:
            line: dict[str, Any] = {
                "id": entry.pk,
                "at": at.isoformat(),
                "act": entry.act,
                "actor": entry.actor_name,
                "agency_id": entry.agency_id,
                "subject": entry.subject,
                "subject_id": entry.subject_id,
                "data": entry.data,
            }
            click.echo(json.dumps(line, ensure_ascii=False))
        else:
            click.echo(f"{entry.pk:>8}  {at:%Y-%m-%d %H:%M:%S}  {entry.act:<36} {entry.actor_name}")

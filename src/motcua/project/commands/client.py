"""`motcua client`: credentials for machines."""

from typing import TYPE_CHECKING

import click

from motcua.project.command_line import with_database
from motcua.project.commands.words import refusals_in_words

if TYPE_CHECKING:
    from motcua.directory.models import Account


@click.group()
def command() -> None:
    """Give out and take back the credentials with which machines ask for tokens."""


@command.command()
@click.option("--account", "username", required=True, help="User name of the account whose roles the client has.")
@click.option("--scope", "names", multiple=True, help="What its tokens may be used for; all when none is named.")
def issue(username: str, names: tuple[str, ...]) -> None:
    """Print a client id and its secret. The secret is shown this once and kept only as a hash."""
    with_database()
    from motcua.api.actions.credentials import issue_credential
    from motcua.api.auth import Scope
    from motcua.directory.rules.actors import SYSTEM
    from motcua.kernel import clock

    unknown = sorted(set(names) - set(Scope))
    if unknown:
        raise click.UsageError(f"No such scope: {', '.join(unknown)}. There are: {', '.join(Scope)}.")
    account = _account(username)
    scopes = [Scope(name) for name in names] or list(Scope)
    with refusals_in_words():
        credential, secret = issue_credential(account_id=account.id, scopes=scopes, actor=SYSTEM, at=clock.now())
    click.echo(f"client_id: {credential.client_id}")
    click.echo(f"client_secret: {secret}")
    click.echo(f"scope: {' '.join(scopes)}")


@command.command()
@click.argument("client_id")
def revoke(client_id: str) -> None:
    """Take a credential back for good; tokens given out with it lapse within the hour."""
    with_database()
    from motcua.api.actions.credentials import revoke_credential
    from motcua.directory.rules.actors import SYSTEM
    from motcua.kernel import clock

    if not revoke_credential(client_id=client_id, actor=SYSTEM, at=clock.now()):
        raise click.ClickException(f"There is no credential {client_id} in use.")
    click.echo(f"{client_id} is revoked.")


@command.command(name="list")
def list_() -> None:
    """Print the credentials in use."""
    with_database()
    from motcua.api.models import ClientCredential

    for credential in ClientCredential.objects.filter(revoked_at__isnull=True).select_related("account").order_by("id"):
        click.echo(f"{credential.client_id}  {credential.account.username}  {' '.join(credential.scopes)}")


def _account(username: str) -> "Account":
    from motcua.directory.models import Account

    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        raise click.ClickException(f"There is no active account {username!r}.")
    return account

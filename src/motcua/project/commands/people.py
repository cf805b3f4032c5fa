"""`motcua people`: accounts and the roles they hold."""

from datetime import date
from typing import TYPE_CHECKING

import click

from motcua.project.command_line import with_database
from motcua.project.commands.words import DAY, refusals_in_words

if TYPE_CHECKING:
    from motcua.directory.models import Account, Agency

NEW_PASSWORD = click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for.")


@click.group()
def command() -> None:
    """Give people accounts, and post them to roles at agencies."""


@command.command()
@click.argument("username")
@click.option("--name", required=True, help="Full name.")
@NEW_PASSWORD
def add(username: str, name: str, password: str) -> None:
    """Make an account; it may do nothing until it is posted."""
    with_database()
    from motcua.directory.actions.people import create_account
    from motcua.directory.rules.actors import SYSTEM
    from motcua.kernel import clock

    with refusals_in_words():
        account = create_account(username=username, name=name, password=password, actor=SYSTEM, at=clock.now())
    click.echo(f"{account.username}: {account.name}")


@command.command(name="add-machine")
@click.argument("username")
@click.option("--name", required=True, help="What the machine is called in the journal.")
def add_machine(username: str, name: str) -> None:
    """Make an account for a machine: nobody signs in with it, `motcua client issue` gives it credentials."""
    with_database()
    from motcua.directory.actions.people import create_account
    from motcua.directory.rules.actors import SYSTEM
    from motcua.kernel import clock

    with refusals_in_words():
        account = create_account(
            username=username, name=name, password=None, is_machine=True, actor=SYSTEM, at=clock.now()
        )
    click.echo(f"{account.username}: {account.name}")


@command.command()
@click.argument("username")
@NEW_PASSWORD
def password(username: str, password: str) -> None:
    """Set a new password."""
    with_database()
    from motcua.directory.actions.people import set_password
    from motcua.directory.rules.actors import SYSTEM
    from motcua.kernel import clock

    with refusals_in_words():
        set_password(account=_account(username), password=password, actor=SYSTEM, at=clock.now())
    click.echo(f"{username} has a new password.")


@command.command()
@click.argument("username")
@click.option("--role", required=True, help="E.g. counter_officer, case_officer, leader, steward, administrator.")
@click.option("--agency", "code", help="Code of the agency or one-stop unit; none for roles that hold everywhere.")
@click.option("--from", "start", type=DAY, required=True, help="First day.")
@click.option("--until", "end", type=DAY, help="First day without the role.")
def post(username: str, role: str, code: str | None, start: date, end: date | None) -> None:
    """Let an account hold a role at an agency for a period."""
    with_database()
    from motcua.directory.actions import people
    from motcua.directory.rules.actors import SYSTEM
    from motcua.directory.rules.roles import RoleName
    from motcua.kernel import clock

    if role not in set(RoleName):
        raise click.UsageError(f"No such role: {role}. There are: {', '.join(RoleName)}.")
    agency = _agency(code, start) if code else None
    with refusals_in_words():
        people.post(
            account=_account(username),
            role=RoleName(role),
            agency=agency,
            start=start,
            end=end,
            actor=SYSTEM,
            at=clock.now(),
        )
    click.echo(f"{username}: {role}, {agency or 'everywhere'}, from {start}{f' until {end}' if end else ''}")


@command.command(name="list")
@click.option("--on", type=DAY, help="On this day; today when left out.")
def list_(on: date | None) -> None:
    """List active accounts with the roles they hold."""
    with_database()
    from motcua.directory.models import Account
    from motcua.directory.queries.people import postings_of
    from motcua.kernel import clock
    from motcua.kernel.worktime import TIME_ZONE

    day = on or clock.now().astimezone(TIME_ZONE).date()
    for account in Account.objects.filter(is_active=True).order_by("sort_key", "id"):
        click.echo(f"{account.username}  {account.name}{'  (machine)' if account.is_machine else ''}")
        for posting in postings_of(account.id, day):
            until = f" until {posting.end}" if posting.end else ""
            click.echo(f"    {posting.role}, {posting.agency or 'everywhere'}, from {posting.start}{until}")


@command.command()
@click.argument("username")
def close(username: str) -> None:
    """Close an account: nobody signs in with it any more; what it did stays."""
    with_database()
    from motcua.directory.actions.people import close_account
    from motcua.directory.rules.actors import SYSTEM
    from motcua.kernel import clock

    close_account(account=_account(username), actor=SYSTEM, at=clock.now())
    click.echo(f"{username} is closed.")


def _account(username: str) -> "Account":
    from motcua.directory.queries.people import account_named

    account = account_named(username)
    if account is None or not account.is_active:
        raise click.ClickException(f"There is no active account {username!r}.")
    return account


def _agency(code: str, on: date) -> "Agency":
    from motcua.directory.models import Agency
    from motcua.directory.queries.places import in_force

    agency = Agency.objects.filter(in_force(on), code=code).first()
    if agency is None:
        raise click.ClickException(f"No agency has the code {code} on {on}.")
    return agency

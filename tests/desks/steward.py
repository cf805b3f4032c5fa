"""Signed-in clients of the world's people, and catalogue files made from what is in the world."""

from dataclasses import replace
from datetime import date

from django.test import Client

from motcua.catalogue.queries.editions import editions_of, export
from motcua.catalogue.rules.document import dump
from motcua.directory.models import Account
from tests.world import World

BIRTH = "1.001193"


def account(world: World, name: str) -> Account:
    return Account.objects.get(pk=world.id_of(name))


def client_of(world: World, name: str) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(account(world, name), backend="motcua.desks.signing_in.PeopleBackend")
    return client


def next_edition(code: str = BIRTH, start: date = date(2027, 1, 1)) -> tuple[int, str]:
    """The number and text of an edition that follows the newest one, with another English name."""
    number = max(row.number for row in editions_of(code)) + 1
    edition = export(code)
    name = replace(edition.name, en=f"{edition.name.en} (new)")
    return number, dump(replace(edition, number=number, start=start, end=None, name=name))

"""Clients of the cast, signed in."""

from collections.abc import Callable

from django.test import Client

from motcua.directory.models import Account
from tests.world import World

Enter = Callable[[str], Client]


def account(world: World, name: str) -> Account:
    return Account.objects.get(id=world.id_of(name))


def enters(world: World) -> Enter:
    """A function that gives a client with that person of the cast signed in."""

    def entered(name: str) -> Client:
        client = Client()
        client.force_login(account(world, name), backend="motcua.desks.signing_in.PeopleBackend")
        return client

    return entered

"""What a token allows follows its account: the next request knows what was given or taken back."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from motcua.directory.actions.people import close_account, end_posting
from motcua.directory.models import Account, Posting
from motcua.directory.rules.actors import SYSTEM
from motcua.dossiers.models import Dossier, Task
from motcua.dossiers.queries.visibility import dossier_of, visible_to
from motcua.dossiers.rules.refusals import DossierNotFound
from tests.api.conftest import Caller
from tests.world import World, accepted_birth


def received(call: Caller, birth: dict[str, Any], key: str) -> int:
    status: int = call("lan", "post", "/dossiers", birth, **{"Idempotency-Key": f"key-of-{key}"}).status_code
    return status


def test_a_closed_account_is_refused_from_the_next_request_on(
    call: Caller, birth: dict[str, Any], world: World
) -> None:
    assert received(call, birth, "before") == 201
    close_account(account=Account.objects.get(id=world.id_of("lan")), actor=SYSTEM, at=timezone.now())
    assert received(call, birth, "after") == 401
    assert Dossier.objects.count() == 1


def test_a_posting_that_ended_is_refused_from_the_next_request_on(
    call: Caller, birth: dict[str, Any], world: World
) -> None:
    assert received(call, birth, "before") == 201
    yesterday = timezone.localdate() - timedelta(days=1)
    for posting in Posting.objects.filter(account_id=world.id_of("lan")):
        end_posting(posting=posting, end=yesterday, actor=SYSTEM, at=timezone.now())
    assert received(call, birth, "after") == 401
    assert Dossier.objects.count() == 1


def test_an_intake_and_an_act_are_a_handful_of_statements(
    call: Caller, birth: dict[str, Any], world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert received(call, birth, "first") == 201
    with django_assert_num_queries(8):  # two of them open and close the test's inner transaction
        assert received(call, birth, "second") == 201
    tasks = list(Task.objects.order_by("id"))
    assert call("ha", "post", f"/tasks/{tasks[0].id}/completion", {}).status_code == 201
    with django_assert_num_queries(11):
        assert call("ha", "post", f"/tasks/{tasks[1].id}/completion", {}).status_code == 201


def test_the_dossier_of_a_row_is_found_by_those_who_may_see_it_and_nobody_else(world: World) -> None:
    dossier = accepted_birth(world)
    rows = {
        "dossier": dossier.id,
        "leg": dossier.legs.get().id,
        "task": Task.objects.get(leg__dossier=dossier).id,
    }
    seeing = set()
    for name, actor in world.actors.items():
        for subject, row_id in rows.items():
            try:
                found = dossier_of(actor, subject, row_id) == dossier.id
            except DossierNotFound:
                found = False
            assert found == visible_to(actor).filter(id=dossier.id).exists(), (name, subject)
            seeing.add(found)
    assert seeing == {True, False}

"""Accounts and postings on the command line: how an installation gets its first people."""

from typing import Any

import pytest
from click.testing import CliRunner, Result

from motcua.directory.models import Account, Posting
from motcua.directory.queries.authority import authority_of
from motcua.directory.rules.roles import Permission
from motcua.kernel.models import JournalEntry
from motcua.project import command_line
from tests.world import MONDAY, World

TWICE = "mot-cua-2026\nmot-cua-2026\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, world: World) -> Any:
    """Run `motcua people …` within the test's own transaction."""
    monkeypatch.setattr("motcua.project.commands.people.with_database", lambda: None)

    def running(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(command_line.main, ["people", *arguments], input=typed)

    return running


def test_a_new_colleague_can_work_from_the_first_day(run: Any, world: World) -> None:
    desk = world.agencies["viet_tri_desk"]
    assert run("add", "thao", "--name", "Ngô Thị Thảo", typed=TWICE).exit_code == 0
    posted = run("post", "thao", "--role", "counter_officer", "--agency", desk.code, "--from", "2026-09-01")
    assert posted.exit_code == 0, posted.output
    account = Account.objects.get(username="thao")
    assert account.check_password("mot-cua-2026")
    assert authority_of(account.id, MONDAY.date()).may(Permission.RECEIVE_DOSSIER, desk.id)
    assert f"counter_officer, {desk.name}" in run("list", "--on", "2026-09-07").output
    acts = JournalEntry.objects.filter(subject__in=["account", "posting"]).order_by("-id").values_list("act", flat=True)
    assert list(acts[:2]) == ["directory.posted", "directory.account_created"]


def test_a_machine_has_no_password(run: Any) -> None:
    assert run("add-machine", "cong-tinh", "--name", "Cổng tỉnh").exit_code == 0
    machine = Account.objects.get(username="cong-tinh")
    assert machine.is_machine
    assert not machine.has_usable_password()


def test_a_password_can_be_set_and_an_account_closed(run: Any) -> None:
    assert run("password", "lan", typed="another-one-2026\nanother-one-2026\n").exit_code == 0
    assert Account.objects.get(username="lan").check_password("another-one-2026")
    assert run("close", "lan").exit_code == 0
    assert not Account.objects.get(username="lan").is_active
    assert "lan " not in run("list").output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["add", "lan", "--name", "Trần Thị Lan"], "Choose another sign-in name"),
        (["post", "nobody", "--role", "steward", "--from", "2026-09-01"], "There is no active account 'nobody'."),
        (["post", "lan", "--role", "king", "--from", "2026-09-01"], "No such role: king."),
        (["post", "lan", "--role", "leader", "--from", "2026-09-01"], "Check the role, the agency and the period"),
        (["post", "lan", "--role", "leader", "--agency", "X", "--from", "2026-09-01"], "No agency has the code X"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_left_behind(run: Any, arguments: list[str], words: str) -> None:
    before = Account.objects.count(), Posting.objects.count()
    answer = run(*arguments, typed=TWICE)
    assert answer.exit_code != 0
    assert words in answer.output
    assert (Account.objects.count(), Posting.objects.count()) == before


@pytest.mark.parametrize("arguments", [("add", "thao", "--name", "Ngô Thị Thảo"), ("password", "lan")])
def test_a_weak_password_is_refused_with_what_is_wrong(run: Any, arguments: tuple[str, ...]) -> None:
    before = list(Account.objects.order_by("id").values_list("username", "password"))
    answer = run(*arguments, typed="12345678\n12345678\n")
    assert answer.exit_code == 1
    assert "at least 12 characters" in answer.output
    assert "12345678" not in answer.output
    assert list(Account.objects.order_by("id").values_list("username", "password")) == before

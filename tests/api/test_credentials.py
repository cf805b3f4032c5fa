"""Credentials for machines, given out and taken back on the command line."""

from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.test import Client

from motcua.kernel.models import JournalEntry
from motcua.project import command_line
from tests.world import World


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, world: World) -> Any:
    """Run `motcua client …` within the test's own transaction."""
    monkeypatch.setattr("motcua.project.commands.client.with_database", lambda: None)

    def running(*arguments: str) -> Result:
        return CliRunner().invoke(command_line.main, ["client", *arguments])

    return running


def _token(printed: str) -> Any:
    told = dict(line.split(": ", 1) for line in printed.splitlines())
    form = {"grant_type": "client_credentials"} | {key: told[key] for key in ("client_id", "client_secret")}
    return told, Client().post("/api/v1/token", form)


def test_a_credential_works_until_it_is_revoked(run: Any) -> None:
    told, first = _token(run("issue", "--account", "lan", "--scope", "dossiers:read").output)
    assert (first.status_code, first.json()["scope"]) == (200, "dossiers:read")
    assert told["client_id"] in run("list").output

    assert run("revoke", told["client_id"]).exit_code == 0
    form = {"grant_type": "client_credentials", "client_id": told["client_id"], "client_secret": told["client_secret"]}
    assert Client().post("/api/v1/token", form).status_code == 401
    assert told["client_id"] not in run("list").output
    acts = JournalEntry.objects.filter(act__startswith="api.").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["api.credential_issued", "api.credential_revoked"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["issue", "--account", "nobody"], "There is no active account 'nobody'."),
        (["issue", "--account", "lan", "--scope", "all"], "No such scope: all."),
        (["revoke", "mc-none"], "There is no credential mc-none in use."),
    ],
)
def test_what_is_wrong_is_said(run: Any, arguments: list[str], words: str) -> None:
    answer = run(*arguments)
    assert answer.exit_code != 0
    assert words in answer.output

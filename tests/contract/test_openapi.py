"""The committed description of the machine interface is the one that the code gives."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from motcua.api.auth import Bearer
from motcua.project.command_line import main
from tests.architecture.source import ROOT

COMMITTED: Path = ROOT / "docs" / "interfaces" / "openapi-v1.json"


def described() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(COMMITTED.read_text())
    return document


def operations() -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in described()["paths"].items()
        for method, operation in methods.items()
    }


def test_the_committed_description_is_what_the_command_prints() -> None:
    printed = CliRunner().invoke(main, ["openapi"])
    assert printed.exit_code == 0
    assert printed.output == COMMITTED.read_text(), "run `motcua openapi > docs/interfaces/openapi-v1.json`"


@pytest.mark.django_db
def test_the_server_gives_the_same_description() -> None:
    assert Client().get("/api/v1/openapi.json").json() == described()


def test_operations_have_names_of_their_own_and_say_what_they_do() -> None:
    names = [operation["operationId"] for operation in operations().values()]
    assert len(set(names)) == len(names)
    assert [name for name, operation in operations().items() if not operation.get("description")] == []


def test_every_operation_but_the_token_needs_a_token() -> None:
    open_ones = [name for name, operation in operations().items() if "security" not in operation]
    assert open_ones == ["POST /api/v1/token"]
    assert described()["components"]["securitySchemes"] == {Bearer.__name__: {"type": "http", "scheme": "bearer"}}


def test_every_operation_tells_its_problems() -> None:
    for name, operation in operations().items():
        told = {status for status in operation["responses"] if status >= "400"}
        assert told >= {"400", "401", "422", "503"}, name
        for status in told:
            assert list(operation["responses"][status]["content"]) == ["application/problem+json"], (name, status)

"""`motcua` as a newcomer meets it: a database that is empty or away is told in words."""

import os
import socket
import subprocess
import sys

import pytest
from django.db import connection


def motcua(database_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "motcua", *arguments]
    return subprocess.run(
        command, env=os.environ | {"DATABASE_URL": database_url}, capture_output=True, text=True, check=False
    )


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [["law", "list"], ["journal", "verify"], ["worker", "status"]])
def test_a_database_without_tables_says_how_to_make_them(asked: list[str]) -> None:
    of_tests = connection.settings_dict
    told = motcua(f"postgresql://{of_tests['USER']}@/postgres?host={of_tests['HOST']}", *asked)
    assert told.returncode == 1
    assert "motcua load" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_database_that_does_not_answer_is_named_without_a_traceback() -> None:
    told = motcua("postgresql://nobody@127.0.0.1:1/nothing", "law", "list")
    assert told.returncode == 1
    assert "The database does not answer" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_port_that_is_taken_ends_the_demo_before_it_begins() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = motcua("postgresql://nobody@127.0.0.1:1/nothing", "demo", "--once", "--port", str(port))
    assert told.returncode == 1
    assert f"Port {port} cannot be used" in told.stderr

"""A scratch database of its own for each measurement, with the reference data, dropped afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")

from motcua.kernel import embedded


@contextmanager
def scratch_database(name: str) -> Iterator[str]:
    """A new database on the embedded server, migrated and loaded; Django is set up on it. Yields its name.

    `MOTCUA_BENCH_TEMPLATE` may name a loaded database to copy, which saves the loading.
    """
    embedded.start()
    name = f"{name}_{os.getpid()}"
    template = os.environ.get("MOTCUA_BENCH_TEMPLATE", "template1")
    with _administration() as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    os.environ["DATABASE_URL"] = f"postgresql://motcua@/{name}?host={embedded.socket_directory()}"
    try:
        _motcua("manage", "migrate", "--verbosity", "0")
        if template == "template1":
            _motcua("load")
        import django

        django.setup()
        yield name
    finally:
        with _administration() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _administration() -> psycopg.Connection:
    return psycopg.connect(host=str(embedded.socket_directory()), user="motcua", dbname="postgres", autocommit=True)


def _motcua(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "motcua", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"motcua {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


def analyze() -> None:
    """Fresh statistics, as the server would gather by itself a little later."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")

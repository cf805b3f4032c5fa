"""The two roles of docs/operations.md: the user can work, and cannot change the past."""

import re
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from motcua.dossiers.models import Dossier
from tests.world import World, accepted_birth

OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


@pytest.fixture
def _as_user(world: World) -> None:
    """The grants as they stand in the documentation; taken back with the test's transaction."""
    grants = next(block for block in re.findall(r"```sql\n(.*?)```", OPERATIONS.read_text(), re.S) if "GRANT" in block)
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE motcua_app")
        cursor.execute(grants)
        cursor.execute("SET LOCAL ROLE motcua_app")


@pytest.mark.usefixtures("_as_user")
def test_the_user_can_take_a_dossier_in(world: World) -> None:
    dossier = accepted_birth(world)
    assert Dossier.objects.get(pk=dossier.pk).code


@pytest.mark.usefixtures("_as_user")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE kernel_journalentry SET act = 'other'",
        "DELETE FROM kernel_journalentry",
        "TRUNCATE kernel_journalseal",
        "DELETE FROM kernel_journaldigest",
        "ALTER TABLE kernel_journalentry DISABLE TRIGGER ALL",
        "DROP TRIGGER journal_append_only ON kernel_journalentry",
        "UPDATE dossiers_clockentry SET at = now()",
        "DELETE FROM dossiers_issuedform",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('kernel', '9999', now())",
    ],
)
def test_the_user_cannot_change_the_past(change: str) -> None:
    refusal = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

"""The casebook, built once for a module; what a test changes is taken back after it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from motcua.kernel import clock
from tests.contract.casebook import Casebook, build_casebook
from tests.world import at

AFTERNOON = at("2026-09-07T15:30")
"""When requests come; the dossiers were worked on that morning."""
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def casebook(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Casebook]:
    """Tests that use it are marked `django_db`, which takes back what each of them changes."""
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=QUICK, FILES_DIRECTORY=tmp_path_factory.mktemp("files")),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        patch.setattr(clock, "now", lambda: AFTERNOON)
        yield build_casebook()
        transaction.set_rollback(True)

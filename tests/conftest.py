"""Fixtures for every room's tests."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.db.backends.postgresql.operations import DatabaseOperations
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from tests.browser import _browser, _server, page, phone, plain_page, site
from tests.identity_provider import provider
from tests.world import World, forget_reference_data, set_stage

pytest_plugins = ["tests.reference"]
__all__ = ["_browser", "_server", "page", "phone", "plain_page", "provider", "site"]


# how fast an example runs says nothing about whether it is right
hypothesis_settings.register_profile("motcua", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("motcua")


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Passwords of tests need not be slow to guess."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _a_password_will_do(settings: Settings) -> None:
    """Tests sign in without a second step, but for those about it."""
    settings.SECOND_FACTOR_ROLES = frozenset()


@pytest.fixture(scope="session", autouse=True)
def _emptying_is_quick_and_allowed() -> Iterator[None]:
    """After a test that commits, what it wrote is deleted; the triggers that guard the journal stand aside for that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", _empty)
        yield


def _empty(operations: DatabaseOperations, sql_list: list[str]) -> None:
    """Empty the tables of Django's one TRUNCATE statement that hold anything."""
    jobs = {"procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers"}
    kept = {"django_content_type", "auth_permission", "kernel_referencenumber"}
    tables = sorted(set(re.findall(r'"(\w+)"', " ".join(sql_list))) - kept | jobs)
    filled = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in tables)
    with transaction.atomic(), operations.connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(filled)
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {table}")
    forget_reference_data()


@pytest.fixture
def world(db: None) -> World:
    """The cast and their agencies, in a transaction that is rolled back."""
    return set_stage()


@pytest.fixture
def committed_world(transactional_db: None) -> World:
    """The same, committed, for tests of several connections; everything is emptied afterwards."""
    return set_stage()

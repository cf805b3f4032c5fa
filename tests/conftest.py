"""Fixtures for every room's tests."""

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from tests.browser import _browser, _server, page, phone, plain_page, site
from tests.world import World, build_world

pytest_plugins = ["tests.reference"]
__all__ = ["_browser", "_server", "page", "phone", "plain_page", "site"]


# how fast an example runs says nothing about whether it is right
hypothesis_settings.register_profile("motcua", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("motcua")


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    """Passwords of tests need not be slow to guess."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def world(db: None) -> World:
    """The cast and their agencies, in a transaction that is rolled back."""
    return build_world()


@pytest.fixture
def committed_world(transactional_db: None) -> World:
    """The same, committed, for tests of several connections; everything is emptied afterwards."""
    return build_world()

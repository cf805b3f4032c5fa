"""A steward, an officer who is none, and a moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission


@pytest.fixture
def steward() -> Actor:
    return Actor(None, "Quản trị danh mục", {Permission.STEWARD_CATALOGUE: frozenset({None})})


@pytest.fixture
def officer() -> Actor:
    return Actor(None, "Lan", {Permission.RECEIVE_DOSSIER: frozenset({1})})


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

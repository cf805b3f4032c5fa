"""The whole directory for tests: both schemes of units, all agencies, the calendar; loaded once for all that need it.

The data is committed, so the tests that use it run one after another behind the ordinary ones, and it goes before the
next test of another kind.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from motcua.directory.actions.agencies import AgencyReport, import_agencies
from motcua.directory.actions.calendars import publish_calendar
from motcua.directory.actions.territory import import_territory
from motcua.directory.actions.territory.importing import TerritoryReport
from motcua.directory.models import AdministrativeUnit
from motcua.directory.rules.actors import SYSTEM
from motcua.kernel.models import JournalEntry
from motcua.kernel.worktime import TIME_ZONE
from tests.world import forget_reference_data

FOUNDED = datetime(2026, 1, 5, 8, tzinfo=TIME_ZONE)


@dataclass(frozen=True)
class Reference:
    """What the imports reported and journalled."""

    territory: TerritoryReport
    agencies: AgencyReport
    acts: tuple[str, ...]


class _State:
    """Whether the data is in the database now, and by whose leave it was put there."""

    reference: Reference | None = None
    blocker: DjangoDbBlocker | None = None


@pytest.fixture(scope="session")
def _reference_committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded before any test's own transaction begins."""
    with django_db_blocker.unblock():
        _clear()
        _State.reference, _State.blocker = _load(), django_db_blocker
    yield
    _take_away()


@pytest.fixture
def reference_data(_reference_committed: None, db: None) -> Reference:
    """Units, agencies and calendar of the whole country; what the test writes goes as always."""
    if _State.reference is None or not AdministrativeUnit.objects.exists():
        _State.reference = _load()
    return _State.reference


def _load() -> Reference:
    territory = import_territory(actor=SYSTEM, at=FOUNDED)
    agencies = import_agencies(actor=SYSTEM, at=FOUNDED)
    publish_calendar(actor=SYSTEM, at=FOUNDED)
    return Reference(territory, agencies, tuple(JournalEntry.objects.order_by("id").values_list("act", flat=True)))


def _clear() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("TRUNCATE directory_administrativeunit, directory_calendaredition, kernel_journalentry CASCADE")
    forget_reference_data()


def _uses_reference(item: pytest.Item) -> bool:
    return "reference_data" in getattr(item, "fixturenames", ())


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ordinary tests first, then those with the reference data; pytest-django then puts committing tests last."""
    items.sort(key=_uses_reference)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Take the data away before a test that does not expect it."""
    if not _uses_reference(item):
        _take_away()


def _take_away() -> None:
    if _State.reference is not None and _State.blocker is not None:
        with _State.blocker.unblock():
            _clear()
        _State.reference = None

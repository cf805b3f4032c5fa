"""Tables of the directory: territory over time, agencies, people, roles, calendars."""

from motcua.directory.models.agencies import Agency, ServedUnit
from motcua.directory.models.calendars import CalendarEdition, DayOverride, WorkingSchedule
from motcua.directory.models.people import Account, AccountManager, Citizen, Posting, Substitution
from motcua.directory.models.territory import AdministrativeUnit, DateRange, UnitSuccession

__all__ = [
    "Account",
    "AccountManager",
    "AdministrativeUnit",
    "Agency",
    "CalendarEdition",
    "Citizen",
    "DateRange",
    "DayOverride",
    "Posting",
    "ServedUnit",
    "Substitution",
    "UnitSuccession",
    "WorkingSchedule",
]

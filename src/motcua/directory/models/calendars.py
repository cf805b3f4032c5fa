"""Calendars: days off as known at one time, working sessions, and single days that differ."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from motcua.directory.models.agencies import Agency


class CalendarEdition(models.Model):
    """Days off and make-up days as known at one time; never changed, followed by another edition."""

    calendar = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    holidays = models.JSONField()
    """ISO date → name."""
    makeup_days = models.JSONField()
    """ISO date → name of the day it makes up for."""
    first_on = models.DateField()
    last_on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["calendar", "number"], name="calendar_edition_once")]


class WorkingSchedule(models.Model):
    """Working sessions of an agency (or of all, when none is named) by weekday during a period and a season."""

    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="schedules")
    sessions = models.JSONField()
    """Weekday "0" (Monday) … "6" → list of "HH:MM-HH:MM"."""
    season_from = models.CharField(max_length=5, default="01-01")
    """First day of the season each year, MM-DD."""
    season_to = models.CharField(max_length=5, default="12-31")
    start = models.DateField()
    end = models.DateField(null=True)
    source = models.CharField(max_length=200)
    # Two schedules of one agency never cross in period and season: exclusion constraint in the migrations.


class DayOverride(models.Model):
    """One day that an agency (or all) works differently, e.g. closed for a flood; an empty list is a day off."""

    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="overrides")
    on = models.DateField()
    sessions = ArrayField(models.CharField(max_length=11))
    reason = models.CharField(max_length=200)
    legal_basis = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "on"], nulls_distinct=False, name="override_once")]

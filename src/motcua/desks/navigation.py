"""The desks in the navigation, as data: what it is called, where it is, who sees it.

The order is the order of the tabs; the first one a person may open is where they land after signing in.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission


@dataclass(frozen=True)
class Entry:
    """One tab."""

    label: str | Promise
    url_name: str
    permission: Permission

    @property
    def url(self) -> str:
        return reverse(self.url_name)


ENTRIES: tuple[Entry, ...] = (
    Entry(_("Tiếp nhận"), "counter:intake", Permission.RECEIVE_DOSSIER),
    Entry(_("Hồ sơ tại quầy"), "counter:today", Permission.RECEIVE_DOSSIER),
    Entry(_("Hồ sơ trực tuyến"), "counter:filings", Permission.RECEIVE_DOSSIER),
    Entry(_("Chờ người nộp"), "counter:pending", Permission.RECEIVE_DOSSIER),
    Entry(_("Bàn giao giấy"), "counter:papers", Permission.HAND_OVER_DOSSIER),
    Entry(_("Trả kết quả"), "counter:results", Permission.RETURN_RESULT),
    Entry(_("Đại diện"), "counter:mandates", Permission.RECEIVE_DOSSIER),
    Entry(_("Hôm nay"), "leader:today", Permission.DECIDE_DOSSIER),
    Entry(_("Công việc"), "officer:worklist", Permission.PROCESS_DOSSIER),
    Entry(pgettext_lazy("navigation", "Thủ tục"), "steward:catalogue", Permission.STEWARD_CATALOGUE),
    Entry(_("Quy trình"), "steward:routes", Permission.STEWARD_CATALOGUE),
    Entry(_("Quy định"), "steward:settings", Permission.STEWARD_CATALOGUE),
    Entry(_("Lịch"), "steward:calendar", Permission.STEWARD_CALENDAR),
    Entry(_("Địa bàn"), "steward:units", Permission.STEWARD_CATALOGUE),
    Entry(pgettext_lazy("navigation", "Cơ quan"), "steward:agencies", Permission.STEWARD_CATALOGUE),
    Entry(_("Tài khoản"), "steward:accounts", Permission.MANAGE_ACCOUNTS),
    Entry(_("Nhật ký"), "steward:journal", Permission.READ_JOURNAL),
    Entry(_("Sự cố"), "steward:outages", Permission.ANNOUNCE_OUTAGE),
)


def entries_for(actor: Actor) -> list[Entry]:
    """The tabs this person may open."""
    return [entry for entry in ENTRIES if actor.may(entry.permission)]

"""Notices to people: what happened to their dossier, in plain words, by the ways they can be reached."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from motcua.dossiers.rules.stages import Stage
from motcua.exchange.actions.outbox import enqueue
from motcua.exchange.queries.facts import contacts, dossier_to_tell_of, notice_facts
from motcua.exchange.rules.notices import NoticeChannel, NoticeKind, addresses
from motcua.kernel.models import JournalEntry

_OUT_OF_DATE_AT = {
    NoticeKind.RESULT_READY: {Stage.RETURNED, Stage.STOPPED},
    NoticeKind.COLLECT: {Stage.RETURNED, Stage.STOPPED},
}
"""News that would be wrong when the dossier has gone on meanwhile."""
_WHOLE_AT = {NoticeKind.RESULT_READY: Stage.DECIDED, NoticeKind.STOPPED: Stage.STOPPED}
"""At this stage the news is about the whole dossier, not about one procedure of several."""


def tell(kind: NoticeKind) -> Callable[[JournalEntry, datetime], None]:
    """The reaction that tells the applicant of an act; asked twice for the same entry, it writes nothing new."""

    def reaction(entry: JournalEntry, at: datetime) -> None:
        assert entry.dossier_id is not None, "notices are about dossiers"
        dossier = dossier_to_tell_of(entry.dossier_id)
        if dossier.stage in _OUT_OF_DATE_AT.get(kind, ()):
            return
        channels = [NoticeChannel(channel) for channel in settings.NOTICE_CHANNELS]
        found = addresses(contacts(dossier), channels)
        if not found:
            return
        facts = notice_facts(kind, dossier, entry)
        if dossier.stage == _WHOLE_AT.get(kind):
            facts.pop("part", None)
        elif kind in _WHOLE_AT and "part" not in facts:
            return
        with translation.override(settings.LANGUAGE_CODE):
            for channel, recipient in found:
                subject = render_to_string(f"exchange/notices/{kind}.subject.txt", facts)
                suffix = "sms.txt" if channel == NoticeChannel.SMS else "txt"
                body = render_to_string(f"exchange/notices/{kind}.{suffix}", facts)
                enqueue(
                    entry_id=entry.pk, channel=channel, recipient=recipient,
                    subject=" ".join(subject.split())[:200], body=body.strip() + "\n", at=at,
                )  # fmt: skip

    reaction.__name__ = f"tell_{kind}"
    return reaction

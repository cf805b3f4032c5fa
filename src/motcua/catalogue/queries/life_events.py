"""Life events for the home page and their guides."""

from motcua.catalogue.models import LifeEvent
from motcua.catalogue.rules.life_events import LifeEventGuide, from_json
from motcua.catalogue.rules.words import readings
from motcua.kernel.refusal import Refusal
from motcua.kernel.text import fold


class LifeEventUnknown(Refusal):
    """There is no such life event. Choose one on the home page, or look for the procedure by its name."""

    status = 404


def life_events() -> list[LifeEventGuide]:
    """All guides, in the order of the home page."""
    rows = LifeEvent.objects.order_by("position", "key")
    return [from_json(document) for document in rows.values_list("document", flat=True)]


def life_event(key: str) -> LifeEventGuide:
    """The guide with this key. Raises LifeEventUnknown."""
    document = LifeEvent.objects.filter(key=key).values_list("document", flat=True).first()
    if document is None:
        raise LifeEventUnknown(key=key)
    return from_json(document)


def events_for(text: str) -> list[LifeEventGuide]:
    """The guides whose name or other words hold all the words that were typed."""
    ways = [way.split() for way in readings(text)]
    return [guide for guide in life_events() if any(_holds(guide, words) for words in ways)]


def _holds(guide: LifeEventGuide, words: list[str]) -> bool:
    known = fold(f"{guide.name.vi} {guide.name.en} {' '.join(guide.words)}").split()
    return all(any(own.startswith(word) for own in known) for word in words)

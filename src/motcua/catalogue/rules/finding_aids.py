"""Finding aids: what people call a procedure in daily life, and whom it is for where its sector does not say."""

from dataclasses import dataclass

from motcua.catalogue.rules.audience import Audience
from motcua.catalogue.rules.document import CatalogueFileFaulty
from motcua.catalogue.rules.document.reading import Cursor, open_text

ALSO_LONGEST = 300


@dataclass(frozen=True)
class FindingAid:
    procedure: str
    also: str
    audiences: tuple[Audience, ...]
    """Empty: as usual in the sector."""


def read_finding_aids(text: str, name: str) -> list[FindingAid]:
    """The aids of a file.

    Raises CatalogueFileFaulty with every fault, each with its line.
    """
    root, reading = open_text(text)
    aids: list[FindingAid] = []
    if root is not None:
        for cursor in root.mapping("aids")["aids"].items():
            aid = _aid(cursor)
            if aid.procedure in {other.procedure for other in aids}:
                cursor.note("twice", key=aid.procedure, section="aids")
            aids.append(aid)
    if reading.findings:
        raise CatalogueFileFaulty(name, reading.findings)
    return aids


def _aid(cursor: Cursor) -> FindingAid:
    at = cursor.mapping("procedure", "also", optional=["audiences"])
    also = ", ".join(at["also"].texts())
    if len(also) > ALSO_LONGEST:
        at["also"].note("too_long", longest=ALSO_LONGEST, length=len(also))
    audiences = () if at["audiences"].is_null else tuple(one.choice(Audience) for one in at["audiences"].items())
    return FindingAid(at["procedure"].text(), also, audiences)

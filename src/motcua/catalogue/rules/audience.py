"""Whom a procedure is for and whether it can be filed without paper: what people narrow a search by."""

from motcua.catalogue.rules.edition import Edition, PaperForm
from motcua.kernel.choices import Choice


class Audience(Choice):
    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"


BOTH = (Audience.CITIZEN, Audience.ENTERPRISE)
OF_SECTOR: dict[str, tuple[Audience, ...]] = {
    "adoption": (Audience.CITIZEN,),
    "civil_status": (Audience.CITIZEN,),
    "culture": (Audience.ENTERPRISE,),
    "enterprise": (Audience.ENTERPRISE,),
    "identity": (Audience.CITIZEN,),
    "judicial_record": (Audience.CITIZEN,),
    "labour": (Audience.ENTERPRISE,),
    "poverty_reduction": (Audience.CITIZEN,),
    "residence": (Audience.CITIZEN,),
    "security": (Audience.ENTERPRISE,),
    "social_protection": (Audience.CITIZEN,),
}
"""Sector → whom its procedures are usually for; a sector that is not named here is for both."""


def audiences_of(sector: str) -> tuple[Audience, ...]:
    """Whom the procedures of a sector are usually for, until the finding aids say more of a single one."""
    return OF_SECTOR.get(sector, BOTH)


def audience_text(audiences: tuple[Audience, ...]) -> str:
    """Audiences separated by spaces, with a space at both ends."""
    return f" {' '.join(audiences)} "


def is_online(edition: Edition) -> bool:
    """Whether everything can be handed in without paper: there is an e-form, and every required paper that is kept
    may be electronic.

    What is handed over on the spot is not: it is over before a dossier could be sent.
    """
    kept = (part for part in edition.components if part.required and not part.shown_only)
    return (
        edition.form is not None and not edition.instant and all(PaperForm.ELECTRONIC in part.accepts for part in kept)
    )

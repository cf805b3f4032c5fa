"""Numbers given once: the dossier's code and the numbers of official forms."""

from datetime import datetime

from motcua.catalogue.queries.settings import LawSettings
from motcua.directory.queries.cards import AgencyCard, agency_card
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.numbering import code_pattern, dossier_series, form_number, form_series, owner_identifier
from motcua.kernel.numbering import next_number
from motcua.kernel.worktime import TIME_ZONE


def dossier_code(dossier: Dossier, settings: LawSettings, at: datetime) -> str:
    """The next code of the day in the series of the unit or agency that owns it.

    Law: TT01-2018.19, TT03-2025.13
    """
    holder = dossier.receiving_unit_id
    if settings.dossier_code_owner == "resolving":
        holder = dossier.competent_agency_id
    on = at.astimezone(TIME_ZONE).date()
    identifier = owner_identifier(agency_card(holder).code, settings.dossier_code_pattern)
    number = next_number(dossier_series(identifier, on))
    return code_pattern(identifier, on, number, settings.dossier_code_digits)


def next_form_number(form: str, unit: AgencyCard, at: datetime) -> str:
    """The next number of the year in the unit's series of this form."""
    year = at.astimezone(TIME_ZONE).year
    number = next_number(form_series(form, unit.id, year))
    return form_number(form, number, unit.code, year)

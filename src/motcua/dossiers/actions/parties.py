"""People and organisations of the dossiers."""

from typing import Any

from motcua.dossiers.models import Party
from motcua.dossiers.rules.intake import PartyData
from motcua.kernel.statements import run
from motcua.kernel.text import name_sort_key, normalise

_KNOWN_PARTY = """
INSERT INTO dossiers_party AS p (kind, identifier, name, sort_key, born_on, address, phone, email)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (kind, identifier) WHERE NOT identifier = '' DO UPDATE SET
    name = excluded.name,
    sort_key = excluded.sort_key,
    born_on = COALESCE(excluded.born_on, p.born_on),
    address = COALESCE(NULLIF(excluded.address, ''), p.address),
    phone = COALESCE(NULLIF(excluded.phone, ''), p.phone),
    email = COALESCE(NULLIF(excluded.email, ''), p.email)
RETURNING id
"""


def remember_party(party: PartyData) -> Party:
    """The party with this identifier, brought up to date, or a new one; one statement.

    What was known before stays when nothing is handed in for it.
    """
    name = normalise(party.name)
    values: dict[str, Any] = {
        "kind": party.kind,
        "identifier": party.identifier.strip(),
        "name": name,
        "sort_key": name_sort_key(name),
        "born_on": party.born_on,
        "address": normalise(party.address),
        "phone": party.phone.strip(),
        "email": party.email.strip(),
    }
    ((party_id,),) = run(_KNOWN_PARTY, list(values.values()))
    return Party(id=party_id, **values)


def remember_both(applicant: PartyData, submitter: PartyData | None) -> tuple[Party, Party | None]:
    """Applicant and submitter, written in one order whoever files for whom, lest two intakes lock each other out."""
    given = [applicant, *([submitter] if submitter else [])]
    known = {party: remember_party(party) for party in sorted(given, key=lambda party: (party.kind, party.identifier))}
    return known[applicant], known[submitter] if submitter else None

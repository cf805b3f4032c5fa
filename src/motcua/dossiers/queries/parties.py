"""People as they stand in the dossiers of one unit."""

from motcua.dossiers.models import Dossier, Party


def party_known_to(unit_id: int, identifier: str) -> Party | None:
    """The person or organisation with this number, if a dossier in which the unit takes part names them."""
    if not identifier:
        return None
    ours = Dossier.objects.filter(holder_ids__overlap=[unit_id])
    for role in ("applicant", "submitter"):
        dossier = ours.filter(**{f"{role}__identifier": identifier}).select_related(role).order_by("-id").first()
        if dossier is not None:
            party: Party = getattr(dossier, role)
            return party
    return None

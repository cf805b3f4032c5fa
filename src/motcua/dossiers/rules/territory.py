"""Territory-free intake: at which desks a dossier may be handed in, by the scope of the procedure's edition."""

from motcua.catalogue.rules.edition import TerritoryScope
from motcua.directory.rules.territory import Seat


def may_receive(scope: TerritoryScope, desk: Seat | None, agency: Seat | None, place: Seat) -> bool:
    """Whether a desk of another agency takes the dossier in; the competent agency's own desk always does.

    `none`: only where the competent agency sits, or in the place itself when the agency serves several of its kind;
    `province`: any desk of the province of the place; `nation`: every desk. A seat is empty for what has no territory.
    """
    match scope:
        case TerritoryScope.NATION:
            return True
        case TerritoryScope.PROVINCE:
            return desk is not None and desk.province_id == place.province_id
        case TerritoryScope.NONE:
            if desk is None or agency is None:
                return desk is agency
            return desk.unit_id == agency.unit_id or (agency.level == place.level and desk.unit_id == place.unit_id)

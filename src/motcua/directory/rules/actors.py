"""Who acts, and what they may do where: an immutable value, worked out once per request."""

from dataclasses import dataclass, field

from motcua.directory.rules.roles import Permission
from motcua.kernel.refusal import Refusal


class ActNotAllowed(Refusal):
    """You do not hold the role this act needs. Ask your unit's head for a posting, or let a colleague do it."""

    status = 403

    def __init__(self, permission: Permission) -> None:
        super().__init__(permission=permission)


@dataclass(frozen=True)
class Actor:
    """An account (or the system, with no id) and its permissions by agency id; `None` stands for the whole node."""

    id: int | None
    name: str
    grants: dict[Permission, frozenset[int | None]] = field(default_factory=dict)

    def may(self, permission: Permission, agency_id: int | None = None) -> bool:
        """Whether the permission holds at the agency; with no agency, whether it holds anywhere."""
        held = self.grants.get(permission, frozenset())
        return None in held or (agency_id in held if agency_id is not None else bool(held))

    def require(self, permission: Permission, agency_id: int | None = None) -> None:
        """Raises ActNotAllowed when the permission does not hold at the agency."""
        if not self.may(permission, agency_id):
            raise ActNotAllowed(permission)

    def agencies(self, permission: Permission) -> frozenset[int] | None:
        """The agencies where the permission holds; None when it holds everywhere."""
        held = self.grants.get(permission, frozenset())
        return None if None in held else frozenset(agency_id for agency_id in held if agency_id is not None)


SYSTEM = Actor(id=None, name="motcua", grants={permission: frozenset({None}) for permission in Permission})
"""The system itself, for jobs such as warnings and reminders."""

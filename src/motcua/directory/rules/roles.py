"""Roles as data: a small class each, with its permissions, readable by an auditor."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.kernel.choices import Choice


class Permission(Choice):
    VIEW_DOSSIER = "view_dossier"
    RECEIVE_DOSSIER = "receive_dossier"
    HAND_OVER_DOSSIER = "hand_over_dossier"
    RETURN_RESULT = "return_result"
    PROCESS_DOSSIER = "process_dossier"
    ASSIGN_TASK = "assign_task"
    DECIDE_DOSSIER = "decide_dossier"
    APPROVE_APOLOGY = "approve_apology"
    APPROVE_SECOND_SUPPLEMENT = "approve_second_supplement"
    ANNOUNCE_OUTAGE = "announce_outage"
    CORRECT_ERROR = "correct_error"
    STEWARD_CATALOGUE = "steward_catalogue"
    STEWARD_CALENDAR = "steward_calendar"
    READ_JOURNAL = "read_journal"
    MANAGE_ACCOUNTS = "manage_accounts"


class RoleName(Choice):
    COUNTER_OFFICER = "counter_officer"
    UNIT_HEAD = "unit_head"
    CASE_OFFICER = "case_officer"
    CLERK = "clerk"
    LEADER = "leader"
    STEWARD = "steward"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    CONTRACTOR_AGENT = "contractor_agent"
    RECEIVING_CLIENT = "receiving_client"


@dataclass(frozen=True)
class Role:
    """What a person in this role may do, at the agency of the posting or (when `everywhere`) in the whole node."""

    name: RoleName
    permissions: frozenset[Permission]
    everywhere: bool = False
    second_factor: bool = True
    """Whether a password alone is too little; a machine has no second factor."""

    registry: ClassVar[dict[str, "Role"]] = {}

    def __post_init__(self) -> None:
        Role.registry[self.name] = self


P = Permission

CounterOfficer = Role(
    RoleName.COUNTER_OFFICER,
    frozenset({P.VIEW_DOSSIER, P.RECEIVE_DOSSIER, P.HAND_OVER_DOSSIER, P.RETURN_RESULT}),
)
UnitHead = Role(
    RoleName.UNIT_HEAD,
    CounterOfficer.permissions | {P.ASSIGN_TASK, P.CORRECT_ERROR},
)
CaseOfficer = Role(RoleName.CASE_OFFICER, frozenset({P.VIEW_DOSSIER, P.PROCESS_DOSSIER}))
Clerk = Role(RoleName.CLERK, frozenset({P.VIEW_DOSSIER, P.PROCESS_DOSSIER}))
Leader = Role(
    RoleName.LEADER,
    frozenset(
        {
            P.VIEW_DOSSIER,
            P.PROCESS_DOSSIER,
            P.ASSIGN_TASK,
            P.DECIDE_DOSSIER,
            P.APPROVE_APOLOGY,
            P.APPROVE_SECOND_SUPPLEMENT,
            P.CORRECT_ERROR,
        }
    ),
)
Steward = Role(RoleName.STEWARD, frozenset({P.STEWARD_CATALOGUE, P.STEWARD_CALENDAR}), everywhere=True)
Auditor = Role(RoleName.AUDITOR, frozenset({P.VIEW_DOSSIER, P.READ_JOURNAL}), everywhere=True)
Administrator = Role(RoleName.ADMINISTRATOR, frozenset({P.MANAGE_ACCOUNTS, P.ANNOUNCE_OUTAGE}), everywhere=True)
ContractorAgent = Role(RoleName.CONTRACTOR_AGENT, frozenset({P.RECEIVE_DOSSIER, P.RETURN_RESULT}))
"""Law: ND118.CONTRACTOR: may guide, receive, digitise and return, never appraise or decide."""
ReceivingClient = Role(RoleName.RECEIVING_CLIENT, frozenset({P.VIEW_DOSSIER, P.RECEIVE_DOSSIER}), second_factor=False)

ROLES_EVERYWHERE = sorted(role.name.value for role in Role.registry.values() if role.everywhere)
"""Names of the roles that hold for the whole node and are posted without an agency."""

ROLES_WITH_SECOND_FACTOR = sorted(role.name.value for role in Role.registry.values() if role.second_factor)

TASK_PERMISSION = {
    RoleName.LEADER: P.ASSIGN_TASK,
    RoleName.UNIT_HEAD: P.ASSIGN_TASK,
    RoleName.COUNTER_OFFICER: P.HAND_OVER_DOSSIER,
    RoleName.CASE_OFFICER: P.PROCESS_DOSSIER,
    RoleName.CLERK: P.PROCESS_DOSSIER,
}
"""What it takes to close a task that a route opens for the role."""

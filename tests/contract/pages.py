"""Every page of the site: who of those taking part opens it, and where the ids in its address come from.

A new page without an entry here fails a test, so that whoever adds it decides who may see it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, reverse

from tests.architecture.test_addresses import DRAFTS, pages
from tests.contract.casebook import MARITAL, Casebook

ROWS = {
    "dossier_id": "dossier",
    "leg_id": "leg",
    "task_id": "task",
    "form_id": "form",
    "file_id": "file",
    "component_id": "component",
    "request_id": "supplement_request",
    "obligation_id": "obligation",
    "apology_id": "apology",
    "transfer_id": "transfer",
    "correction_id": "correction",
    "fee_id": "fee",
    "proposal_id": "proposal",
}
"""Parameter of an address that names a row of a dossier → kind of row in the casebook."""
ROW_OF = {
    "viec": "task",
    "phan-viec": "leg",
    "xin-loi-hen-lai": "apology",
    "ban-giao": "sent_transfer",
    "sai-sot": "correction",
    "ho-so": "stopping",
}
"""First word of an address whose parameter is only called `row_id` → kind of row."""
PLAIN: dict[str, str | int] = {
    "code": MARITAL,
    "event": "birth",
    "number": 1,
    "key": "apology_max",
    "route_id": 1,
    "provider_id": "vneid",
    "pk": 1,
    "schedule_id": 1,
    "outage_id": 1,
    "page": "",
    "component": "",
    "upload_id": 1,
}
"""Parameters that name nothing of a dossier."""
THINGS = {
    "mandate_id": "mandate",
    "unit_id": "unit",
    "agency_id": "agency",
    "account_id": "account",
    "posting_id": "posting",
}
"""Parameters that name a row of the directory."""
PEOPLE = {"citizen": None, "counter": "lan", "officer": "minh", "leader": "ha", "steward": "steward"}
"""Desk → who opens its pages, unless `INSIDERS` says otherwise; None: anybody."""
INSIDERS: dict[str, str | None] = {
    **dict.fromkeys(
        (
            "steward:accounts",
            "steward:account-add",
            "steward:account",
            "steward:password",
            "steward:second-factor",
            "steward:account-close",
            "steward:posting-add",
            "steward:substitution-add",
            "steward:posting-end",
        ),
        "admin",
    ),
    **dict.fromkeys(("steward:outages", "steward:outage-announce", "steward:outage-end"), "admin"),
    "steward:journal": "auditor",
    "officer:apology-approval": "ha",
    "officer:apology-refusal": "ha",
    "officer:assignment": "ha",
    "officer:decision": "ha",
    "officer:termination": "ha",
    "officer:correction": "ha",
    "officer:stop-agreement": "ha",
    "officer:answer": "viet_tri_minh",
    "home": None,
    "sign-in": None,
    "sign-out": None,
    "desk": "lan",
    **dict.fromkeys(
        (
            "account_login",
            "account_inactive",
            "mfa_authenticate",
            "mfa_login_webauthn",
            "citizen-sign-in",
            "identity-refused",
            "handed-over",
            "openid_connect_login",
            "openid_connect_callback",
        ),
        None,
    ),
    **dict.fromkeys(
        (
            "account_reauthenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_edit_webauthn",
            "mfa_remove_webauthn",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
        ),
        "lan",
    ),
    **dict.fromkeys(("citizen-desk", "citizen:mandates", "citizen:mandate-add", "citizen:mandate-end"), "citizen_tu"),
    **dict.fromkeys(("citizen:own-dossier", "citizen:own-form", "citizen:own-paper", "citizen:own-stop"), "citizen_tu"),
}
RECEIPT_PAGES = {"citizen:progress", "citizen:pay"}
"""Pages for whoever has the code and the key from the receipt; that they show no person is proved apart."""
DRAFT_PAGES = {name for name in DRAFTS if name not in {"citizen:drafts", "citizen:draft-begin", "citizen:draft-open"}}
"""Pages of one draft: without its key they say nothing, not even that there is one."""
NONE_THERE = {
    "citizen:life-event": 404,
    "openid_connect_login": 404,
    "openid_connect_callback": 404,
    "identity-refused": 403,
    "mfa_deactivate_totp": 404,
    "mfa_download_recovery_codes": 404,
    "steward:route": 404,
    "steward:schedule-end": 404,
    "steward:comparison": 404,
    "counter:slip": 404,
    **dict.fromkeys(DRAFT_PAGES - {"citizen:draft-leave", "citizen:draft-autosave"}, 404),
}
"""Pages of things that the casebook has none of, and their answer."""
ANOTHER: dict[str, str] = {
    "counter:hand-over": "done",
    "counter:complete": "incomplete",
    "counter:error": "done",
    "counter:supplement": "told",
}
"""Page → the dossier of the casebook that it is for, where that is not the one just received."""


@dataclass(frozen=True)
class Page:
    name: str
    pattern: URLPattern

    @property
    def parameters(self) -> list[str]:
        return list(self.pattern.pattern.converters)

    @property
    def shows_one(self) -> bool:
        """Whether its address names a row of a dossier."""
        return any(name in {*ROWS, "row_id"} for name in self.parameters)

    def row_of(self, name: str) -> str:
        """The kind of row that a parameter names."""
        return ROW_OF[str(self.pattern.pattern).split("/")[0]] if name == "row_id" else ROWS[name]

    @property
    def access(self) -> str:
        return str(self.pattern.callback.access)

    @property
    def insider(self) -> str | None:
        return INSIDERS[self.name] if self.name in INSIDERS else PEOPLE[self.name.split(":")[0]]

    def address(self, book: Casebook) -> str:
        given: dict[str, str | int] = {}
        for name in self.parameters:
            given[name] = PLAIN[name] if name in PLAIN else book.ids[THINGS.get(name) or self.row_of(name)]
        if self.name in RECEIPT_PAGES:
            fresh = book.dossiers["fresh"]
            given = {"code": str(fresh.code), "key": fresh.check_key}
        if self.name in DRAFT_PAGES:
            drafted = {"code": book.draft.code, "key": "AAAAAAAA", "page": "applicant", "component": "birth_notice"}
            given |= {name: drafted[name] for name in self.parameters if name in drafted}
        if self.name in ANOTHER:
            given["dossier_id"] = book.dossiers[ANOTHER[self.name]].id
        if self.name == "counter:supplement":
            given["request_id"] = book.ids["notified_request"]
        return reverse(self.name, kwargs=given)


def site() -> Iterator[Page]:
    for name, pattern in pages():
        yield Page(name, pattern)

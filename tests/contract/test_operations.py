"""Every operation of the machine interface works for whoever may use it, and for nobody else."""

import pytest
from django.db import connection

from motcua.dossiers.models import Dossier
from tests.contract.casebook import Casebook
from tests.contract.fingerprints import fingerprint
from tests.contract.requests import REQUESTS
from tests.contract.sending import ADDRESSES, send

pytestmark = pytest.mark.django_db

AUTHORISED = sorted(set(REQUESTS) - {"issueToken"})
OUTSIDERS = ("son", "son_desk", "son_head", "son_unit", "son_clerk", "son_agent", "son_machine")
"""One of each role that is posted at an agency, in a province that takes no part."""
UNPOSTED = ("steward", "admin")
"""Roles of the whole node that have no business with dossiers."""
FOR_ALL_WHO_READ = {"searchProcedures", "readProcedure", "readForm", "findCompetence", "listDossiers", "listEvents"}
"""What shows no dossier, or only one's own."""
NEVER_A_CONTRACTORS = {
    "assignTask", "completeTask", "verify", "consult", "answerConsultation", "withdrawConsultation",
    "requestSupplement", "requestPayment", "proposeApology", "approveApology", "declineApology", "decide",
    "terminate", "correct", "receivePapers",
}  # fmt: skip
"""Appraising and deciding. Law: ND118.CONTRACTOR"""


def test_every_operation_has_a_request_here() -> None:
    assert set(REQUESTS) == set(ADDRESSES), "add the new operation to tests/contract/requests.py"


@pytest.mark.parametrize("name", AUTHORISED)
def test_whoever_may_succeeds_and_may_send_it_twice(casebook: Casebook, name: str) -> None:
    answer = send(casebook, name, REQUESTS[name].by)
    assert answer.status_code in {200, 201}, answer.content.decode()
    connection.check_constraints()
    again = send(casebook, name, REQUESTS[name].by)
    assert again.status_code in {200, 201, 404, 409}, again.content.decode()


@pytest.mark.parametrize("by", [None, *OUTSIDERS, *UNPOSTED])
def test_outsiders_see_nothing_and_change_nothing(casebook: Casebook, by: str | None) -> None:
    if by:
        casebook.token(by)
    before = fingerprint()
    for name in [name for name in AUTHORISED if name != "uploadFile" or by is None]:
        answer = send(casebook, name, by)
        where = f"{name} as {by}"
        body = answer.content.decode()
        assert [secret for secret in casebook.secrets if secret in body] == [], where
        if by is None:
            assert answer.status_code == 401, where
        elif name not in FOR_ALL_WHO_READ:
            assert answer.status_code in {403, 404}, f"{where}: {answer.status_code} {body[:300]}"
    assert fingerprint() == before


@pytest.mark.parametrize("name", sorted(NEVER_A_CONTRACTORS))
def test_a_contractors_agent_never_appraises_or_decides(casebook: Casebook, name: str) -> None:
    casebook.token("post_agent")
    before = fingerprint()
    assert send(casebook, name, "post_agent").status_code in {403, 404}
    assert fingerprint() == before


def test_one_desks_key_opens_nothing_at_another(casebook: Casebook) -> None:
    first = send(casebook, "receiveDossier", "lan", key="shared-key-1")
    assert first.status_code == 201
    count = Dossier.objects.count()
    again = send(casebook, "receiveDossier", "son_desk", key="shared-key-1")
    assert again.status_code == 403
    assert first.json()["code"] not in again.content.decode()
    assert Dossier.objects.count() == count

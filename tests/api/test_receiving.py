"""Receiving, reading and acting over the machine interface."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.api.auth import Scope
from motcua.dossiers.actions.reading import read_journal_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.progress import history_of
from tests.api.conftest import Caller, token_of
from tests.world import MONDAY, TU, World, accepted_birth

KEY = {"Idempotency-Key": "a-key-of-ours-1"}


def test_a_dossier_is_received_once_however_often_it_is_sent(call: Caller, birth: dict[str, Any]) -> None:
    first = call("lan", "post", "/dossiers", birth, **KEY)
    again = call("lan", "post", "/dossiers", birth, **KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["code"] == again.json()["code"]
    assert first.json()["competent_agency"] == "H44.101"
    assert first.json()["national_status"] == 2
    assert Dossier.objects.count() == 1


def test_without_a_key_nothing_is_received(call: Caller, birth: dict[str, Any]) -> None:
    answer = call("lan", "post", "/dossiers", birth)
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"procedure": "9.999999"}, 404, "ProcedureUnknown"),
        ({"place": "phu tho/khong co"}, 404, "PlaceUnknown"),
        ({"receiving_unit": "X99"}, 404, "AgencyUnknown"),
        ({"receiving_unit": "H44.101.01"}, 403, "ActNotAllowed"),
        ({"components": []}, 409, "ComponentsMissing"),
        ({"components": [{"key": "x", "form": "original"}]}, 409, "UnknownComponent"),
        ({"data": {"child_born_on": "hôm qua"}}, 422, "AnswersNotValid"),
        ({"copies": 0}, 422, "RequestNotValid"),
        ({"surprise": 1}, 422, "RequestNotValid"),
    ],
)
def test_what_is_wrong_is_said_as_problem_details(
    call: Caller, birth: dict[str, Any], change: dict[str, Any], status: int, code: str
) -> None:
    answer = call("lan", "post", "/dossiers", birth | change, **KEY)
    told = answer.json()
    assert (answer.status_code, told["status"], told["code"]) == (status, status, code)
    assert told["detail"]
    assert not Dossier.objects.exists()


def test_the_story_goes_through_the_interface(call: Caller, birth: dict[str, Any]) -> None:
    dossier_id = call("lan", "post", "/dossiers", birth, **KEY).json()["id"]
    for name, step in (("ha", "assign"), ("minh", "appraise")):
        (leg,) = call("ha", "get", f"/dossiers/{dossier_id}").json()["legs"]
        (task,) = leg["tasks"]
        assert task["step"] == step
        assert call(name, "post", f"/tasks/{task['id']}/completion", {}).status_code == 201
    decided = call("ha", "post", f"/legs/{leg['id']}/outcome", {"kind": "granted", "number": "45/2026"})
    assert decided.json()["dossier"]["national_status"] == 9
    recipient = birth["applicant"]
    returned = call("lan", "post", f"/dossiers/{dossier_id}/returns", {"check_made": "receipt", "recipient": recipient})
    assert returned.json()["dossier"]["national_status"] == 10


def test_who_takes_no_part_sees_nothing_and_changes_nothing(call: Caller, world: World) -> None:
    dossier = accepted_birth(world)
    leg = dossier.legs.get()
    task = leg.tasks.get()
    assert call("son", "get", f"/dossiers/{dossier.id}").status_code == 404
    assert call("son", "get", "/dossiers").json()["items"] == []
    assert call("son", "get", "/dossiers?q=nguyen").json()["items"] == []
    assert call("son", "get", "/events").json()["items"] == []
    assert call("son", "post", f"/tasks/{task.id}/completion", {}).status_code == 404
    assert (
        call(
            "son", "post", f"/legs/{leg.id}/termination", {"ground": "special_law", "reason": "x", "legal_basis": "y"}
        ).status_code
        == 404
    )
    task.refresh_from_db()
    assert task.closed_at is None


def test_a_token_does_only_what_its_scopes_say(world: World, birth: dict[str, Any]) -> None:
    token = token_of(world, "lan", [Scope.READ])
    answer = Client().post(
        "/api/v1/dossiers", birth, content_type="application/json", headers={"Authorization": f"Bearer {token}"} | KEY
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "ScopeNotGranted")


@pytest.mark.django_db
@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer nonsense"}])
def test_without_a_token_nothing_opens(header: dict[str, str]) -> None:
    answer = Client().get("/api/v1/dossiers", headers=header)
    assert (answer.status_code, answer.json()["code"]) == (401, "TokenNotValid")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_wrong_credentials_get_no_token(world: World) -> None:
    form = {"grant_type": "client_credentials", "client_id": "mc-none", "client_secret": "x"}
    answer = Client().post("/api/v1/token", form)
    assert (answer.status_code, answer.json()["code"]) == (401, "CredentialsNotValid")


def test_pages_of_a_list_neither_skip_nor_repeat(call: Caller, world: World) -> None:
    codes = [accepted_birth(world).code for _ in range(5)]
    seen, after = [], ""
    while True:
        page = call("lan", "get", f"/dossiers?size=2&after={after or 0}").json()
        seen += [item["code"] for item in page["items"]]
        after = page["next"]
        if not after:
            break
    assert seen == codes[::-1]


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fea7d6059b"
    "0000000049454e44ae426082"
)


def upload(world: World, content: bytes, name: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return Client().post("/api/v1/files", {"file": file}, headers={"Authorization": f"Bearer {token_of(world, 'lan')}"})


def test_a_file_is_kept_and_attached(call: Caller, world: World) -> None:
    kept = upload(world, PNG, "giay-chung-sinh.png")
    assert (kept.status_code, kept.json()["media_type"]) == (201, "image/png")
    dossier = accepted_birth(world)
    mark = {"key": "birth_notice", "form": "electronic", "file_id": kept.json()["id"]}
    assert call("lan", "post", f"/dossiers/{dossier.id}/components", mark).status_code == 201
    assert dossier.components.filter(file_id=kept.json()["id"]).exists()


def test_a_file_that_lies_about_its_type_is_not_taken(world: World) -> None:
    answer = upload(world, PNG, "don.pdf")
    assert (answer.status_code, answer.json()["code"]) == (415, "FileNotWhatItsNameSays")


def test_only_a_desk_is_told_how_to_reach_the_applicant(call: Caller, world: World) -> None:
    dossier = accepted_birth(world)

    def applicant(name: str) -> dict[str, Any]:
        (form,) = call(name, "get", f"/dossiers/{dossier.id}").json()["forms"]
        told: dict[str, Any] = form["data"]["applicant"]
        return told

    assert (applicant("lan")["phone"], applicant("lan")["email"]) == (TU.phone, TU.email)
    assert (applicant("minh")["phone"], applicant("minh")["email"]) == ("", "")
    assert applicant("minh")["name"] == TU.name


def test_who_looked_at_a_dossier_is_no_event(committed_world: World) -> None:
    dossier, client = accepted_birth(committed_world), Client()
    signed = {"Authorization": f"Bearer {token_of(committed_world, 'minh')}"}
    client.get(f"/api/v1/dossiers/{dossier.id}", headers=signed)
    read_journal_of(code=dossier.code or "", actor=committed_world.actor("auditor"), at=MONDAY)
    told = client.get("/api/v1/events", headers=signed).json()["items"]
    assert [event["act"] for event in told] == ["dossiers.accepted"]
    assert [entry.act for entry in history_of(dossier)] == ["dossiers.accepted"]

"""The e-form by machine: its definition is read, answers are examined by it, each fault is told by its field."""

from typing import Any

import pytest

from motcua.dossiers.models import Dossier
from tests.api.conftest import Caller
from tests.world import World

KEY = {"Idempotency-Key": "a-key-of-ours-1"}
MARITAL = "1.004873"
ANSWERS: dict[str, Any] = {
    "requester_name": "Nguyễn Thị Tư",
    "requester_id": "025190001234",
    "requester_residence": {"line": "Khu 5", "unit": "07894"},
    "relation": "self",
    "person_born_on": "1990-03-08",
    "person_sex": "female",
    "person_nationality": "Việt Nam",
    "marital_status": "divorced",
    "former_marriages": [{"spouse_name": "Lê Văn Ba", "ended_by": "divorce", "paper_number": "12/2020/QĐST-HNGĐ"}],
    "lived_elsewhere": "no",
    "purpose": "marriage",
}


@pytest.fixture
def marital(birth: dict[str, Any]) -> dict[str, Any]:
    papers = [{"key": key, "form": "electronic"} for key in ("declaration", "end_of_marriage")]
    return birth | {"procedure": MARITAL, "components": papers, "data": ANSWERS}


def test_the_form_of_a_procedure_is_read(call: Caller) -> None:
    told = call("lan", "get", f"/procedures/{MARITAL}/form", on="2026-11-28").json()
    assert told["procedure"] == MARITAL
    assert told["form"]["schema"]["properties"]["marital_status"]["enum"][0] == "never_married"
    labels = [field["label"] for page in told["form"]["pages"] for field in page["fields"]]
    assert all(set(label) == {"vi", "en"} for label in labels)


def test_answers_are_kept_as_they_count(call: Caller, marital: dict[str, Any]) -> None:
    marital["data"] = ANSWERS | {"purpose_detail": "để dành", "spouse_name": "Lê Văn Ba"}
    answer = call("lan", "post", "/dossiers", marital, **KEY)
    assert answer.status_code == 201, answer.content
    data = Dossier.objects.get().data
    assert not {"purpose_detail", "spouse_name"} & set(data)
    assert data["requester_residence"]["unit_name"] == "Phường Nông Trang, Tỉnh Phú Thọ"
    assert data["former_marriages"] == ANSWERS["former_marriages"]


def test_each_fault_is_told_by_the_path_of_its_field_in_both_languages(call: Caller, marital: dict[str, Any]) -> None:
    marital["data"] = ANSWERS | {
        "person_born_on": "hôm qua",
        "requester_residence": {"line": "Khu 5", "unit": "99999"},
        "former_marriages": [{"spouse_name": "Lê Văn Ba", "ended_by": "death"}, {"ended_by": "divorce"}],
    }
    answer = call("lan", "post", "/dossiers", marital, **KEY)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    errors = {fault["path"]: fault for fault in answer.json()["errors"]}
    assert set(errors) == {
        "person_born_on",
        "requester_residence.unit",
        "former_marriages[1].spouse_name",
        "former_marriages[1].paper_number",
    }
    assert errors["former_marriages[1].spouse_name"]["text"] == {
        "vi": "Hãy nhập mục này.",
        "en": "Fill in this entry.",
    }
    assert errors["person_born_on"]["rule"] == "format"
    assert not Dossier.objects.exists()


def test_a_procedure_without_form_says_so(call: Caller, world: World) -> None:
    assert call("lan", "get", "/procedures/9.999999/form").json()["code"] == "ProcedureUnknown"

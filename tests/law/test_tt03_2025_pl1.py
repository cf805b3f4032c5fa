"""TT03-2025.PL1: the seven forms under NĐ 118; the notice of termination is new."""

from motcua.documents.rules.forms import FormKind


def test_each_of_the_seven_forms_can_be_issued() -> None:
    seven = {"receipt", "supplement", "refusal", "apology", "termination", "control_slip", "register"}
    assert seven <= set(FormKind)

"""TT01-2018.9: receipt, supplement, refusal, apology, control slip and register are the forms under NĐ 61."""

from motcua.documents.rules.forms import FormKind


def test_each_of_the_six_forms_can_be_issued() -> None:
    assert {"receipt", "supplement", "refusal", "apology", "control_slip", "register"} <= set(FormKind)

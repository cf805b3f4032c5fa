"""ND118.CONTRACTOR: an enterprise under contract takes in and returns; it never appraises or decides."""

from motcua.directory.rules.roles import ContractorAgent, Permission


def test_it_takes_in_and_returns() -> None:
    assert ContractorAgent.permissions == {Permission.RECEIVE_DOSSIER, Permission.RETURN_RESULT}


def test_it_neither_works_on_a_dossier_nor_decides() -> None:
    assert not ContractorAgent.permissions & {Permission.PROCESS_DOSSIER, Permission.DECIDE_DOSSIER}

"""Answers of the e-form are examined wherever they come from: a page, a portal or a machine."""

from typing import Any

from motcua.catalogue.rules.edition import Edition
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.answers import faults_in
from motcua.dossiers.rules.intake import ComponentMark


def check_answers(edition: Edition, data: dict[str, Any], marks: tuple[ComponentMark, ...]) -> None:
    """Every answer given fits the form; all are given when no paper could say the rest. Raises AnswersNotValid."""
    if faults := faults_in(edition, marks, data):
        raise refusals.AnswersNotValid(answers=[f"{fault.path}: {fault.rule} {fault.expected}" for fault in faults])

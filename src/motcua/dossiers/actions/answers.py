"""Answers of the e-form are examined wherever they come from: a page, a portal or a machine."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from motcua.catalogue.rules.edition import Edition
from motcua.catalogue.rules.forms import final_answers, with_addresses
from motcua.directory.queries.addresses import address_of
from motcua.dossiers.rules import refusals
from motcua.dossiers.rules.answers import faults_in
from motcua.dossiers.rules.intake import ComponentMark, Intake
from motcua.kernel.worktime import local


def with_counting_answers(intake: Intake, edition: Edition, at: datetime) -> Intake:
    """The intake with the answers that count: those to hidden questions are dropped, communes are looked up."""
    if edition.form is None or not intake.data:
        return intake
    on = local(at).date()
    settled = with_addresses(
        edition.form, intake.data, lambda line, unit, former: dict(address_of(line, unit, former, on))
    )
    return replace(intake, data=final_answers(edition.form, settled))


def check_answers(edition: Edition, data: dict[str, Any], marks: tuple[ComponentMark, ...]) -> None:
    """Every answer given fits the form; all are given when no paper could say the rest. Raises AnswersNotValid."""
    if faults := faults_in(edition, marks, data):
        raise refusals.AnswersNotValid(faults)

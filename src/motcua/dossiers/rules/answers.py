"""What the answers of an e-form mean for the dossier they belong to."""

from collections.abc import Collection, Mapping
from typing import Any

from motcua.catalogue.rules.edition import Edition, PaperForm
from motcua.catalogue.rules.forms import AnswerFault, faults_of
from motcua.dossiers.rules.intake import ComponentMark


def pages_declared(answers: Mapping[str, Any]) -> int:
    """The pages of one copy as the declaration says, on which fees may depend; one when it does not say."""
    pages = answers.get("pages")
    return pages if isinstance(pages, int) and pages > 0 else 1


def says_everything(edition: Edition, marks: Collection[ComponentMark]) -> bool:
    """Whether the e-form must be whole: nothing that was handed in on paper says the rest."""
    shown = {component.key for component in edition.components if component.shown_only}
    kept = [mark.form for mark in marks if mark.key not in shown]
    return bool(kept) and all(form == PaperForm.ELECTRONIC for form in kept)


def faults_in(edition: Edition, marks: Collection[ComponentMark], answers: Mapping[str, Any]) -> list[AnswerFault]:
    """What the edition's e-form refuses."""
    is_whole = says_everything(edition, marks)
    if edition.form is None or not (answers or is_whole):
        return []
    return faults_of(edition.form, answers, is_whole=is_whole)

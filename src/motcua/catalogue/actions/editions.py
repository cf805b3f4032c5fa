"""Taking editions in, publishing them from a date, withdrawing drafts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.catalogue.actions.description import described, new_procedure
from motcua.catalogue.models import Procedure, ProcedureEdition
from motcua.catalogue.queries.editions import EditionUnknown
from motcua.catalogue.queries.publication import forecast, member_findings
from motcua.catalogue.rules.competence_check import check_places
from motcua.catalogue.rules.document import CatalogueFileFaulty, fingerprint, inspect, to_json
from motcua.catalogue.rules.edition import Edition
from motcua.catalogue.rules.edition_check import may_wait
from motcua.catalogue.rules.findings import Finding
from motcua.directory.queries.coverage import known_coverage
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.competence import Coverage
from motcua.directory.rules.roles import Permission
from motcua.kernel import journal
from motcua.kernel.refusal import Refusal


class EditionFaulty(Refusal):
    """The edition has faults and cannot be published. Correct what is named, import it again, then publish."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(findings=[finding.to_json() for finding in findings])


class EditionUnstaffed(Refusal):
    """Nobody anywhere can do a step of the route. Post people to the role named, then publish."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(findings=[finding.to_json() for finding in findings])


class EditionNumberTaken(Refusal):
    """An edition with this number is published and never changes. Give the new content the next number."""

    def __init__(self, code: str, number: int, next_number: int) -> None:
        super().__init__(code=code, number=number, next_number=next_number)


class EditionIsFinal(Refusal):
    """The edition is published and never changes. Make a new edition that takes over from a date."""

    def __init__(self, code: str, number: int) -> None:
        super().__init__(code=code, number=number)


class EditionOverlaps(Refusal):
    """A later edition of the procedure is published already. Choose a start after it, or end this one before it."""

    def __init__(self, code: str, start: date) -> None:
        super().__init__(code=code, start=start.isoformat())


def import_edition(
    *, text: str, name: str, actor: Actor, at: datetime, places: Sequence[Coverage] | None = None
) -> ProcedureEdition:
    """Keep the edition of a catalogue file as a draft; the same content again gives the edition that is there.

    `name` is the file's name, for messages; `places` are the places and agencies that competence is checked against,
    those of the directory when none are given. A draft may still lack what can be made good elsewhere: members of a
    group that are not published yet, a route over its limit; it is kept with these findings.

    Raises CatalogueFileFaulty with every fault by line, EditionNumberTaken.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    examined = inspect(text)
    content, findings = examined.content, examined.findings
    if content is not None:
        deeper = check_places(content, known_coverage() if places is None else places)
        findings = findings + [finding.at_line(examined.line_of(finding.path)) for finding in deeper]
    if content is None or not all(may_wait(finding) for finding in findings):
        raise CatalogueFileFaulty(name, findings)
    return keep_draft(content=content, findings=findings, name=name, actor=actor, at=at)


def keep_draft(*, content: Edition, findings: list[Finding], name: str, actor: Actor, at: datetime) -> ProcedureEdition:
    """Keep an edition that was read and checked already, with the findings that may wait.

    Raises EditionNumberTaken.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    sha256 = fingerprint(content)
    with transaction.atomic():
        procedure, was_created = Procedure.objects.select_for_update().get_or_create(
            code=content.procedure, defaults=new_procedure(content)
        )
        same = procedure.editions.filter(sha256=sha256).first() or _published_open_ended(procedure, content)
        if same is not None:
            return same
        row = procedure.editions.filter(number=content.number).first() or ProcedureEdition(procedure=procedure)
        if row.published_at is not None:
            numbers = procedure.editions.values_list("number", flat=True)
            raise EditionNumberTaken(content.procedure, content.number, max(numbers) + 1)
        row.number, row.start, row.end = content.number, content.start, content.end
        row.document, row.sha256, row.source = to_json(content), sha256, content.provenance.source
        row.findings = [finding.to_json() for finding in (*findings, *member_findings(content))]
        row.save()
        if not was_created and not procedure.editions.filter(published_at__isnull=False).exists():
            Procedure.objects.filter(id=procedure.id).update(**described(content, also=procedure.also))
        _record("catalogue.edition_imported", row, actor, at, file=name, findings=len(row.findings))
    return row


def _published_open_ended(procedure: Procedure, content: Edition) -> ProcedureEdition | None:
    """The same edition, published before anybody knew when it would end; what follows it ends it there."""
    open_ended = fingerprint(replace(content, end=None))
    return procedure.editions.filter(number=content.number, sha256=open_ended, published_at__isnull=False).first()


def publish(
    *, edition_id: int, start: date | None, actor: Actor, at: datetime, before_people: bool = False
) -> ProcedureEdition:
    """Put the edition in force from `start` (its own start when none is given) and end the one before it there.

    `before_people` is for a catalogue that an installation is built on: nobody has to be there yet to do its steps.
    Raises EditionUnknown, EditionIsFinal, EditionFaulty, EditionUnstaffed, EditionOverlaps.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    with transaction.atomic():
        row = _locked(edition_id)
        if row.published_at is not None:
            raise EditionIsFinal(row.procedure.code, row.number)
        plan = forecast(row, start, at)
        content = plan.content
        if plan.findings:
            raise EditionFaulty(list(plan.findings))
        if plan.held_nowhere and not before_people:
            raise EditionUnstaffed(list(plan.held_nowhere))
        if plan.later.exists():
            raise EditionOverlaps(row.procedure.code, content.start)
        ended = plan.ends.update(end=content.start)
        row.start, row.end, row.published_at = content.start, content.end, at
        row.document, row.findings = to_json(content), []
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as problem:
            raise EditionOverlaps(row.procedure.code, content.start) from problem
        if not row.procedure.editions.filter(published_at__isnull=False, start__gt=content.start).exists():
            Procedure.objects.filter(id=row.procedure_id).update(**described(content, also=row.procedure.also))
        _record("catalogue.edition_published", row, actor, at, react=True, start=content.start.isoformat(), ended=ended)
    return row


def withdraw_draft(*, edition_id: int, actor: Actor, at: datetime) -> None:
    """Throw a draft away.

    Raises EditionUnknown, EditionIsFinal.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    with transaction.atomic():
        row = _locked(edition_id)
        if row.published_at is not None:
            raise EditionIsFinal(row.procedure.code, row.number)
        _record("catalogue.draft_withdrawn", row, actor, at)
        row.delete()


def _locked(edition_id: int) -> ProcedureEdition:
    """The edition, with its procedure locked, so that publications of one procedure come one after another."""
    code = ProcedureEdition.objects.filter(id=edition_id).values_list("procedure_id", flat=True).first()
    if code is None:
        raise EditionUnknown(edition_id)
    Procedure.objects.select_for_update().get(id=code)
    return ProcedureEdition.objects.select_related("procedure").get(id=edition_id)


def _record(
    act: str, row: ProcedureEdition, actor: Actor, at: datetime, *, react: bool = False, **data: object
) -> None:
    journal.record(
        act,
        actor=actor,
        at=at,
        subject="catalogue.procedureedition",
        subject_id=row.id,
        data={"procedure": row.procedure.code, "number": row.number, **data},
        react=react,
    )

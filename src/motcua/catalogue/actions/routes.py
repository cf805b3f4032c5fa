"""Taking in internal processes and drawings of routes from other systems, and publishing what was taken in."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.catalogue.actions.editions import import_edition
from motcua.catalogue.models import ImportedRoute, ProcedureEdition
from motcua.catalogue.queries.editions import EditionUnknown, editions_of
from motcua.catalogue.rules.bpmn import read_bpmn
from motcua.catalogue.rules.document import dump, from_json
from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.route_document import write_route
from motcua.catalogue.rules.route_publication import RouteUnknown, reason_to_record
from motcua.catalogue.rules.route_sums import BREAKING, RouteSums, check_sums
from motcua.catalogue.rules.route_tables import RouteTables, TableRoute
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.kernel import journal
from motcua.kernel.text import gettext_noop as _


@dataclass
class RouteImport:
    """What became of every route of the tables, by key; each is in exactly one of the four."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: dict[str, Finding] = field(default_factory=dict)
    """Why nothing was taken in."""


@transaction.atomic
def import_routes(*, tables: RouteTables, source: str, actor: Actor, at: datetime) -> RouteImport:
    """Keep every route as a draft with its findings; a draft that differs from the table is updated.

    `source` stands for routes whose table names none. A published route that differs is refused and left as it is,
    and so are steps whose procedure the tables do not have.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('catalogue.imported_routes'))")
    outcome = RouteImport()
    known = ImportedRoute.objects.select_for_update().in_bulk([route.id for route in tables.routes], field_name="key")
    created: list[ImportedRoute] = []
    updated: list[ImportedRoute] = []
    for route in tables.routes:
        row = known.get(route.id)
        content = _content(route, check_sums(route), source)
        if row is None:
            created.append(ImportedRoute(key=route.id, imported_at=at, **content))
            outcome.created.append(route.id)
        elif row.document == content["document"]:
            outcome.unchanged.append(route.id)
        elif row.published_at is not None:
            message = _("Quy trình đã công bố nên không thay đổi; hãy nhập bản mới dưới mã khác")
            outcome.refused[route.id] = Finding("route_published", message, route.line, "procedures")
        else:
            for name, value in content.items():
                setattr(row, name, value)
            row.imported_at = at
            updated.append(row)
            outcome.updated.append(route.id)
    for key, steps in tables.orphans:
        message = _("Các bước thuộc thủ tục không có trong bảng thủ tục")
        outcome.refused[key] = Finding("unknown_procedure", message, steps[0].line, "steps")
    ImportedRoute.objects.bulk_create(created)
    ImportedRoute.objects.bulk_update(updated, [*_CONTENT, "imported_at"])
    for change, rows in (("created", created), ("updated", updated)):
        for row in rows:
            _record("catalogue.route_imported", row, actor, at, change=change)
    return outcome


@transaction.atomic
def publish(*, route_id: int, actor: Actor, at: datetime, despite: str = "") -> ImportedRoute:
    """Publish a draft; one that breaks a limit needs `despite`, the steward's reason, which stands beside it for good.

    Raises RouteUnknown, RouteIsPublished, RouteBreaksLimit, ReasonTooLong.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    route = ImportedRoute.objects.select_for_update().filter(id=route_id).first()
    if route is None:
        raise RouteUnknown(route_id=route_id)
    breaks_limit = any(finding["code"] in BREAKING for finding in route.findings)
    route.published_despite = reason_to_record(
        key=route.key, breaks_limit=breaks_limit, published_at=route.published_at, despite=despite
    )
    route.published_at = at
    route.save(update_fields=["published_at", "published_despite"])
    _record("catalogue.route_published", route, actor, at, despite=route.published_despite)
    return route


def import_bpmn(*, procedure: str, content: bytes, name: str, actor: Actor, at: datetime) -> ProcedureEdition:
    """Take the route of a BPMN file into the procedure's newest draft, or into a new draft after its newest edition.

    An edition that has this route already is given back as it is. Raises BpmnNotReadable, ProcedureUnknown,
    EditionUnknown when the procedure has no edition to put the route into.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    route = read_bpmn(content, source=name)
    rows = editions_of(procedure)
    if not rows:
        raise EditionUnknown(0)
    newest = rows[-1]
    edition = replace(from_json(newest.document), start=newest.start, end=newest.end)
    if edition.route == route:
        return newest
    number = max(row.number for row in rows) + 1 if newest.published_at is not None else newest.number
    return import_edition(text=dump(replace(edition, number=number, route=route)), name=name, actor=actor, at=at)


_CONTENT = ("title", "document", "findings", "verdict", "source")


def _content(route: TableRoute, checked: RouteSums, source: str) -> dict[str, Any]:
    # A line belongs to one file at one time; the kept findings name steps instead.
    findings = [finding.at_line(None).to_json() for finding in checked.findings]
    values = (route.title, write_route(route), findings, checked.verdict.value, route.source or source)
    return dict(zip(_CONTENT, values, strict=True))


def _record(act: str, route: ImportedRoute, actor: Actor, at: datetime, **data: str) -> None:
    journal.record(
        act,
        actor=actor,
        at=at,
        subject="catalogue.importedroute",
        subject_id=route.id,
        data={
            "key": route.key,
            "verdict": route.verdict,
            "findings": dict(Counter(finding["code"] for finding in route.findings)),
            **data,
        },
        react=False,
    )

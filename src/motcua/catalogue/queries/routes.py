"""Imported routes: stewards see all of them, everybody else the published ones."""

from django.db.models import QuerySet

from motcua.catalogue.models import ImportedRoute
from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.route_document import read_route
from motcua.catalogue.rules.route_publication import RouteUnknown
from motcua.catalogue.rules.route_tables import TableRoute
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.kernel.paging import Page, page_of


def visible_to(actor: Actor) -> QuerySet[ImportedRoute]:
    """The imported routes the actor may see, by key."""
    routes = ImportedRoute.objects.order_by("key")
    return routes if actor.may(Permission.STEWARD_CATALOGUE) else routes.filter(published_at__isnull=False)


def route_by_key(actor: Actor, key: str) -> ImportedRoute:
    """The route with its document. Raises RouteUnknown when there is none the actor may see."""
    route = visible_to(actor).filter(key=key).first()
    if route is None:
        raise RouteUnknown(key=key)
    return route


def route_by_id(actor: Actor, route_id: int) -> ImportedRoute:
    """The route with its document. Raises RouteUnknown when there is none the actor may see."""
    route = visible_to(actor).filter(id=route_id).first()
    if route is None:
        raise RouteUnknown(route_id=route_id)
    return route


def table_of(route: ImportedRoute) -> TableRoute:
    """The process as published, with its steps."""
    return read_route(route.document)


def findings_of(route: ImportedRoute) -> list[Finding]:
    return [Finding.from_json(finding) for finding in route.findings]


def routes_listed(actor: Actor, *, verdict: str = "", is_published: bool | None = None) -> QuerySet[ImportedRoute]:
    """The routes the actor may see, without their documents: of one verdict, drafts only or published only."""
    rows = visible_to(actor).defer("document")
    if verdict:
        rows = rows.filter(verdict=verdict)
    return rows if is_published is None else rows.filter(published_at__isnull=not is_published)


def routes_page(
    actor: Actor, *, verdict: str = "", is_published: bool | None = None, before: str = "", after: str = ""
) -> Page[ImportedRoute]:
    """One page of the same, by key."""
    return page_of(routes_listed(actor, verdict=verdict, is_published=is_published), "key", before=before, after=after)

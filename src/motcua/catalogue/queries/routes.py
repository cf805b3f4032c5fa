"""Imported routes: stewards see all of them, everybody else the published ones."""

from django.db.models import QuerySet

from motcua.catalogue.models import ImportedRoute
from motcua.catalogue.rules.findings import Finding
from motcua.catalogue.rules.route_document import read_route
from motcua.catalogue.rules.route_publication import RouteUnknown
from motcua.catalogue.rules.route_tables import TableRoute
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission


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


def table_of(route: ImportedRoute) -> TableRoute:
    """The process as published, with its steps."""
    return read_route(route.document)


def findings_of(route: ImportedRoute) -> list[Finding]:
    return [Finding.from_json(finding) for finding in route.findings]

"""Taking in what people find procedures by: life events and finding aids."""

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files

from django.db import transaction

from motcua.catalogue.actions.description import refresh_descriptions
from motcua.catalogue.models import LifeEvent, Procedure
from motcua.catalogue.rules.audience import audience_text
from motcua.catalogue.rules.document import CatalogueFileFaulty
from motcua.catalogue.rules.faults import fault
from motcua.catalogue.rules.finding_aids import FindingAid, read_finding_aids
from motcua.catalogue.rules.life_events import LifeEventGuide, fingerprint, read_life_events, to_json
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission
from motcua.kernel import journal

LIFE_EVENTS = "life_events.yaml"
FINDING_AIDS = "finding_aids.yaml"


def import_life_events(*, text: str, name: str, actor: Actor, at: datetime) -> int:
    """Take in the life events of a file; one with the same key takes the place of the one that is there.

    Returns how many changed. Raises CatalogueFileFaulty with every fault, procedures that are not there included.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    return _keep(read_life_events(text, name), name, actor, at)


def import_finding_aids(*, text: str, name: str, actor: Actor, at: datetime) -> int:
    """Take in the finding aids of a file for the procedures it names; returns how many changed.

    Raises CatalogueFileFaulty with every fault, procedures that are not there included.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    return _help(read_finding_aids(text, name), name, actor, at)


def load_finding(*, actor: Actor, at: datetime) -> tuple[int, int]:
    """Describe every procedure anew and add the life events and aids of the package that are not there yet.

    Returns how many procedures and how many life events changed. Raises CatalogueFileFaulty.
    """
    actor.require(Permission.STEWARD_CATALOGUE)
    with transaction.atomic():
        helped = Procedure.objects.exclude(also="").values_list("code", flat=True)
        aids = read_finding_aids(_packaged(FINDING_AIDS), FINDING_AIDS)
        known = set(Procedure.objects.values_list("code", flat=True)).difference(helped)
        changed = _help([aid for aid in aids if aid.procedure in known], FINDING_AIDS, actor, at)
        changed += refresh_descriptions()
        present = set(LifeEvent.objects.values_list("key", flat=True))
        guides = read_life_events(_packaged(LIFE_EVENTS), LIFE_EVENTS)
        added = _keep([guide for guide in guides if guide.key not in present], LIFE_EVENTS, actor, at)
    return changed, added


def _packaged(name: str) -> str:
    return (files("motcua.catalogue") / "data" / name).read_text(encoding="utf-8")


def _keep(guides: Sequence[LifeEventGuide], name: str, actor: Actor, at: datetime) -> int:
    _check_procedures(name, [code for guide in guides for code in guide.procedures])
    with transaction.atomic():
        before = {row.key: row for row in LifeEvent.objects.select_for_update()}
        changed = [
            guide for guide in guides if guide.key not in before or before[guide.key].sha256 != fingerprint(guide)
        ]
        for guide in changed:
            row = before.get(guide.key) or LifeEvent(key=guide.key)
            replaced = row.sha256 or None
            row.position, row.document, row.sha256 = guide.position, to_json(guide), fingerprint(guide)
            row.source, row.certainty = guide.provenance.source[:300], guide.provenance.certainty
            row.imported_at = at
            row.save()
            journal.record(
                "catalogue.life_event_imported",
                actor=actor,
                at=at,
                subject="catalogue.lifeevent",
                subject_id=row.pk,
                data={"key": guide.key, "file": name, "sha256": row.sha256, "replaced": replaced},
                react=False,
            )
    return len(changed)


def _help(aids: Sequence[FindingAid], name: str, actor: Actor, at: datetime) -> int:
    _check_procedures(name, [aid.procedure for aid in aids])
    with transaction.atomic():
        rows = {row.code: row for row in Procedure.objects.select_for_update().order_by("id")}
        changed = []
        for aid in aids:
            row = rows[aid.procedure]
            audiences = audience_text(aid.audiences) if aid.audiences else row.audiences
            if (row.also, row.audiences) != (aid.also, audiences):
                Procedure.objects.filter(id=row.pk).update(also=aid.also, audiences=audiences)
                changed.append(row)
        if changed:
            refresh_descriptions()
            journal.record(
                "catalogue.finding_aids_imported",
                actor=actor,
                at=at,
                subject="catalogue.procedure",
                subject_id=changed[-1].pk,
                data={"file": name, "procedures": [row.code for row in changed]},
                react=False,
            )
    return len(changed)


def _check_procedures(name: str, codes: Sequence[str]) -> None:
    """Every procedure named has a published edition."""
    published = Procedure.objects.filter(editions__published_at__isnull=False, code__in=codes)
    there = set(published.values_list("code", flat=True))
    missing = [code for code in dict.fromkeys(codes) if code not in there]
    if missing:
        raise CatalogueFileFaulty(name, [fault("member_unknown", None, code, procedure=code) for code in missing])

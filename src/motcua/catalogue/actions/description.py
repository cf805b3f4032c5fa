"""What lists and searches say of a procedure, worked out of its latest edition."""

from typing import Any

from motcua.catalogue.models import Procedure, ProcedureEdition
from motcua.catalogue.queries.editions import edition
from motcua.catalogue.rules.audience import audience_text, audiences_of, is_online
from motcua.catalogue.rules.edition import Edition
from motcua.catalogue.rules.words import acronym_text, search_text
from motcua.kernel.text import text_sort_key


def described(content: Edition, *, also: str = "") -> dict[str, Any]:
    """The columns of the procedure that its edition decides; `also` are the other names that people call it by."""
    acronyms = acronym_text(content.name.vi, content.acronyms)
    return {
        "name_vi": content.name.vi,
        "name_en": content.name.en,
        "acronyms": acronyms,
        "search": search_text(content.procedure, content.name.vi, content.name.en, acronyms, also),
        "sort_key": text_sort_key(content.name.vi),
        "sector": content.sector,
        "is_online": is_online(content),
        **_competent(content),
    }


def new_procedure(content: Edition) -> dict[str, Any]:
    """The columns of a procedure that is not there yet."""
    return described(content) | {"audiences": audience_text(audiences_of(content.sector))}


def refresh_descriptions() -> int:
    """Describe every procedure anew whose row says something else than its latest published edition; how many."""
    latest: dict[int, int] = {}
    published = ProcedureEdition.objects.filter(published_at__isnull=False).order_by("start")
    for procedure_id, edition_id in published.values_list("procedure_id", "id"):
        latest[procedure_id] = edition_id
    contents = {row: edition(latest[row.pk]) for row in Procedure.objects.filter(id__in=latest)}
    changed = 0
    for row, content in sorted(contents.items(), key=lambda pair: pair[1].is_group):
        wanted = described(content, also=row.also)
        wanted["audiences"] = row.audiences or audience_text(audiences_of(content.sector))
        if any(getattr(row, name) != value for name, value in wanted.items()):
            Procedure.objects.filter(id=row.pk).update(**wanted)
            changed += 1
    return changed


def _competent(content: Edition) -> dict[str, str]:
    """Level and kind of agency by the rule that holds last; of a group, those of its first procedure."""
    if content.competence:
        last = max(content.competence, key=lambda rule: rule.start)
        return {"level": last.level.value, "agency": last.agency.value}
    if content.is_group:
        first = Procedure.objects.filter(code=content.members[0].procedure).first()
        if first is not None:
            return {"level": first.level, "agency": first.agency}
    return {"level": "", "agency": ""}

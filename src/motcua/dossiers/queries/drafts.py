"""Drafts: found by code and key or by the account they belong to; nobody else learns that there is one."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from motcua.catalogue.queries.editions import edition as edition_by_id
from motcua.catalogue.rules.edition import Component, Edition
from motcua.directory.rules.actors import Actor
from motcua.dossiers.models import Draft, DraftFile, DraftPage
from motcua.dossiers.rules.drafts import (
    LATER,
    DraftNotFound,
    PageFacts,
    PageState,
    TaskState,
    paper_page,
    paper_state,
    papers_asked,
    task_state,
)
from motcua.dossiers.rules.stages import Stage

_OWNERS_LIST_MAX = 50


@dataclass(frozen=True)
class DraftHolder:
    """What somebody holds who wants to open a draft: its key, or the account it belongs to."""

    key: str = ""
    account_id: int | None = None

    def may_open(self, draft: Draft) -> bool:
        """Compared in the same time whatever is wrong."""
        has_key = constant_time_compare(draft.key, self.key.strip().upper())
        return has_key or (self.account_id is not None and draft.account_id == self.account_id)


_NOBODYS = Draft(key="-" * 8)


def held_draft(rows: QuerySet[Draft], code: str, holder: DraftHolder, at: datetime) -> Draft:
    """The draft of the rows with this code. Raises DraftNotFound for a wrong code, a wrong key and an expired one."""
    draft = rows.filter(code=code.strip().upper()).first()
    # compared also when there is no such draft, so that the answer takes as long
    if not holder.may_open(draft or _NOBODYS) or draft is None:
        raise DraftNotFound(code=code)
    if draft.dossier_id is None and (draft.emptied_at is not None or draft.expires_at <= at):
        raise DraftNotFound(code=code)
    return draft


def draft_for(code: str, holder: DraftHolder, at: datetime) -> Draft:
    """The draft with its places and its dossier. Raises DraftNotFound."""
    rows = Draft.objects.select_related("edition__procedure", "place", "receiving_unit", "return_unit", "dossier")
    return held_draft(rows, code, holder, at)


def draft_begun_by(actor: Actor, code: str) -> Draft:
    """A draft that the officer began at a desk, to hand its code and key over. Raises DraftNotFound."""
    draft = Draft.objects.filter(code=code, begun_by_id=actor.id, dossier__isnull=True).first()
    if draft is None or actor.id is None:
        raise DraftNotFound(code=code)
    return draft


def drafts_of(account_id: int | None, codes: dict[str, str], at: datetime) -> list[Draft]:
    """The drafts of an account and those whose codes and keys this device keeps, the last one first."""
    rows = Draft.objects.select_related("edition__procedure", "dossier")
    kept = [draft for draft in rows.filter(code__in=codes) if constant_time_compare(draft.key, codes[draft.code])]
    owned = list(rows.filter(account_id=account_id).order_by("-saved_at")[:_OWNERS_LIST_MAX]) if account_id else []
    found = {draft.id: draft for draft in (*kept, *owned)}
    living = [draft for draft in found.values() if draft.dossier_id or (not draft.emptied_at and draft.expires_at > at)]
    return sorted(living, key=lambda draft: draft.saved_at, reverse=True)


@dataclass(frozen=True)
class DraftSheet:
    """A draft with everything in it, in four statements."""

    draft: Draft
    edition: Edition
    pages: dict[str, DraftPage]
    files: dict[str, list[DraftFile]]
    """Component → its files in order."""

    @property
    def is_open(self) -> bool:
        """Whether it can still be changed: not filed yet, or sent back."""
        dossier = self.draft.dossier
        return dossier is None or (dossier.stage == Stage.INCOMPLETE and self.draft.asked is not None)

    @property
    def asked(self) -> frozenset[str] | None:
        """Keys of the pages that a desk asked for; None: all of them."""
        items = self.draft.asked
        return None if items is None else frozenset(item["page"] for item in items if item.get("page"))

    @property
    def papers(self) -> tuple[Component, ...]:
        return papers_asked(self.edition, self.draft.answers)

    def facts(self, key: str) -> PageFacts | None:
        """What the task list needs to know of the page."""
        page = self.pages.get(key)
        if page is None:
            return None
        return PageFacts(PageState(page.state), bool(page.typed.get(LATER)))

    def state(self, key: str) -> TaskState:
        return task_state(self.facts(key))

    def paper_state(self, component: Component) -> TaskState:
        files = len(self.files.get(component.key, []))
        return paper_state(component, files, self.facts(paper_page(component.key)))

    def file_ids(self) -> dict[str, list[int]]:
        return {key: [row.file_id for row in rows] for key, rows in self.files.items()}


def sheet_of(draft: Draft) -> DraftSheet:
    """The draft with its pages and files."""
    files: dict[str, list[DraftFile]] = defaultdict(list)
    for row in DraftFile.objects.filter(draft=draft).select_related("file").order_by("component", "position"):
        files[row.component].append(row)
    pages = {page.key: page for page in DraftPage.objects.filter(draft=draft)}
    return DraftSheet(draft, edition_by_id(draft.edition_id), pages, dict(files))


def draft_file_for(draft: Draft, file_id: int) -> DraftFile:
    """A file of the draft by its own number in it. Raises DraftNotFound."""
    row = DraftFile.objects.select_related("file").filter(draft=draft, id=file_id).first()
    if row is None:
        raise DraftNotFound(file_id=file_id)
    return row

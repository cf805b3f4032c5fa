"""Taking in the catalogue that comes with the package."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from motcua.catalogue.actions.editions import keep_draft, publish
from motcua.catalogue.rules.document import CatalogueFileFaulty, examine
from motcua.catalogue.rules.edition import Edition
from motcua.directory.rules.actors import Actor
from motcua.kernel.refusal import Refusal


class CatalogueFaulty(Refusal):
    """Some files of the catalogue have faults. Correct every line named, then load again."""

    def __init__(self, faulty: list[CatalogueFileFaulty]) -> None:
        self.faulty = faulty
        super().__init__(files=[file.name for file in faulty])

    def __str__(self) -> str:
        return "\n".join(map(str, self.faulty))


@dataclass(frozen=True)
class CatalogueLoaded:
    published: int
    unchanged: int


def load_catalogue(
    *, actor: Actor, at: datetime, on_progress: Callable[[int, int], None] = lambda done, total: None
) -> CatalogueLoaded:
    """Import and publish every edition of the package's data, members before their groups; twice changes nothing.

    The package's competence rules are proved against the whole country by its tests, so they also load into a
    directory that holds only some places.

    Raises CatalogueFaulty with the faults of every file, before anything is written.
    """
    read, faulty = read_files(package_files())
    if faulty:
        raise CatalogueFaulty(faulty)
    published = 0
    in_order = sorted(read, key=lambda name: (read[name].is_group, read[name].procedure, read[name].start))
    for done, name in enumerate(in_order, start=1):
        row = keep_draft(content=read[name], findings=[], name=name, actor=actor, at=at)
        if row.published_at is None:
            publish(edition_id=row.id, start=None, actor=actor, at=at, before_people=True)
            published += 1
        on_progress(done, len(in_order))
    return CatalogueLoaded(published=published, unchanged=len(in_order) - published)


def package_files() -> dict[str, str]:
    """The catalogue files of the package: name → text."""
    directory = files("motcua.catalogue") / "data" / "procedures"
    return {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in sorted(directory.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    }


def read_files(texts: dict[str, str]) -> tuple[dict[str, Edition], list[CatalogueFileFaulty]]:
    """The editions by file name, and for every file that has faults all of them."""
    read: dict[str, Edition] = {}
    faulty: list[CatalogueFileFaulty] = []
    for name, text in texts.items():
        content, findings = examine(text)
        if content is not None:
            read[name] = content
        if findings:
            faulty.append(CatalogueFileFaulty(name, findings))
    return read, faulty

"""Making the copies: every dossier of the plan as lines of COPY text, some thousands at a time."""

import random
from collections.abc import Iterator

from motcua.dossiers.actions.check_key import ALPHABET, LENGTH
from motcua.project.seed.pattern import Env, Pattern, PersonWithId, filled
from motcua.project.seed.people import People, Person
from motcua.project.seed.plan import Plan, numbers_as_text

COPIES_PER_CHUNK = 4000
KNOWN_SHARE = 0.25
"""Of applicants who were at this commune before."""
KNOWN_MAX = 2000
PARTY = "dossiers_party"
PARTY_COLUMNS = ["id", "kind", "identifier", "name", "sort_key", "born_on", "address", "phone", "email"]
Chunk = dict[str, list[str]]
"""Table → pieces of COPY text."""


class Copier:
    """Writes copies; `next_ids` holds the next free id of every table."""

    def __init__(self, plan: Plan, next_ids: dict[str, int], people: People, chance: random.Random) -> None:
        self.plan, self.next_ids, self.people, self.chance = plan, next_ids, people, chance
        self.columns = {table.name: table.columns for pattern in plan.patterns for table in pattern.tables}
        self.columns[PARTY] = PARTY_COLUMNS
        self._filled: dict[tuple[int, str, int], Env] = {}
        self._known: dict[int, list[PersonWithId]] = {}

    def chunks(self) -> Iterator[tuple[int, Chunk]]:
        """How many dossiers are written up to here, and the new text by table."""
        chunk: Chunk = {name: [] for name in self.columns}
        plan = self.plan
        planned = zip(plan.pattern, plan.day, plan.here, plan.there, numbers_as_text(plan), strict=True)
        done = 0
        for place, day, here, there, numbers in planned:
            self._copy(place, day, here, there, numbers, chunk)
            done += 1
            if done % COPIES_PER_CHUNK == 0:
                yield done, chunk
                chunk = {name: [] for name in self.columns}
        yield done, chunk

    def _copy(self, place: int, day: int, here: int, there: int, numbers: tuple[str, ...], chunk: Chunk) -> None:
        pattern, ids, texts = self.plan.patterns[place], self.next_ids, self.plan.days.texts
        applicant = self._person(there, chunk)
        submitter = self._person(here, chunk) if pattern.has_submitter else None
        while submitter is applicant:
            submitter = self._new_person(here, chunk)
        env: Env = (
            *self._of_commune(place, pattern, "here", here),
            *self._of_commune(place, pattern, "there", there),
            *[texts[day + offset] for offset in pattern.day_offsets],
            *[ids[table] + number for table, number in pattern.id_slots],
            *pattern.applicant(applicant),
            *(pattern.submitter(submitter) if submitter else ()),
            "".join(self.chance.choices(ALPHABET, k=LENGTH)),
            self._holders(pattern, here, there),
            *numbers,
        )
        for table in pattern.tables:
            chunk[table.name].append(table.text % table.values(env))
            ids[table.name] += table.rows

    def _of_commune(self, place: int, pattern: Pattern, which: str, commune: int) -> Env:
        slots = pattern.here_slots if which == "here" else pattern.there_slots
        if not slots:
            return ()
        key = (place, which, commune)
        if key not in self._filled:
            self._filled[key] = filled(slots, self.plan.cast.communes[commune], self.plan.cast)
        return self._filled[key]

    def _holders(self, pattern: Pattern, here: int, there: int) -> str:
        communes = self.plan.cast.communes
        ids = sorted({whose.of(communes[here], communes[there]).id for whose in pattern.holders})
        return ",".join(map(str, ids))

    def _person(self, commune: int, chunk: Chunk) -> PersonWithId:
        known = self._known.get(commune)
        if known and self.chance.random() < KNOWN_SHARE:
            return self.chance.choice(known)
        return self._new_person(commune, chunk)

    def _new_person(self, commune: int, chunk: Chunk) -> PersonWithId:
        person: Person = self.people.next(self.plan.cast.communes[commune].unit.full_name)
        made = PersonWithId(self.next_ids[PARTY], person)
        self.next_ids[PARTY] += 1
        chunk[PARTY].append(
            f"{made.id}\tcitizen\t{person.identifier}\t{person.name}\t{person.sort_key}\t{person.born_on}"
            f"\t{person.address}\t\t\n"
        )
        known = self._known.setdefault(commune, [])
        if len(known) < KNOWN_MAX:
            known.append(made)
        else:
            known[self.chance.randrange(KNOWN_MAX)] = made
        return made

"""One act on a dossier through HTTP against pgbench writing the same rows: `python bench/act.py [--seconds S]`.

The act is the commonest one: a step of the route is completed, and the next ones open.
"""

import argparse
import itertools
import json
import random
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from intake import CLIENTS, DESKS, intake_request
from people import Desk, open_desks
from scratch import analyze, scratch_database
from serving import Connection, Request, load, served

GOAL = 0.15
DOSSIERS_PER_SECOND = 300
"""How many acts a second there is work for."""
DOSSIERS_OF_TWIN = 2000
"""On these pgbench acts, again and again; the others are left to us."""


@dataclass(frozen=True)
class Subject:
    """A dossier at the first step of its route."""

    desk: Desk
    dossier_id: int
    leg_id: int
    task_id: int

    def rows(self) -> dict[str, int]:
        return {"dossiers_dossier": self.dossier_id, "dossiers_leg": self.leg_id, "dossiers_task": self.task_id}


def take_in(port: int, desks: list[Desk], count: int) -> list[Subject]:
    """So many dossiers, each at its first step, in no order."""
    from motcua.dossiers.models import Task

    numbers = itertools.count(1)

    def next_request() -> Request | None:
        number = next(numbers)
        desk = random.choice(desks)
        return intake_request(desk, desk.place, number) if number <= count else None

    load(port, CLIENTS, 3600, next_request, 201)
    desk_of = {desk.committee_id: desk for desk in desks}
    open_tasks = Task.objects.filter(closed_at__isnull=True).values_list("agency_id", "leg__dossier_id", "leg_id", "id")
    subjects = [Subject(desk_of[agency_id], *ids) for agency_id, *ids in open_tasks]
    random.shuffle(subjects)
    return subjects


def completion(subject: Subject) -> Request:
    """The leader passes the dossier on to the officers, with a word."""
    headers = {"Authorization": f"Bearer {subject.desk.token}"}
    body = json.dumps({"note": "Đã phân công theo địa bàn"}, ensure_ascii=False).encode()
    return Request("POST", f"/api/v1/tasks/{subject.task_id}/completion", headers, body)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="length of each of the runs")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each side, in turn; the median counts")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    with scratch_database("bench_act") as database:
        from twin import described, snapshot, twin_of

        warm = min(2, given.seconds)
        count = round((given.seconds * given.rounds + warm) * DOSSIERS_PER_SECOND)
        with served(given.workers, given.threads) as port:
            subjects = take_in(port, open_desks(DESKS), count + DOSSIERS_OF_TWIN)
            analyze()
            waiting: Iterator[Subject] = iter(subjects[DOSSIERS_OF_TWIN:])
            connection = Connection(port)
            assert connection.ask(completion(next(waiting)))[0] == 201
            before = snapshot()
            status, body = connection.ask(completion(next(waiting)))
            assert status == 201, body
            twin = twin_of(before, snapshot(), [subject.rows() for subject in subjects[:DOSSIERS_OF_TWIN]])

            def next_request() -> Request | None:
                subject = next(waiting, None)
                return completion(subject) if subject else None

            load(port, CLIENTS, warm, next_request, 201)
            ours, theirs = [], []
            for _ in range(given.rounds):
                ours.append(load(port, CLIENTS, given.seconds, next_request, 201))
                theirs.append(twin.run(database, CLIENTS, given.seconds))
        if next(waiting, None) is None:
            sys.exit("there was not enough work for so many acts: raise DOSSIERS_PER_SECOND")
    rate, bare = statistics.median(run.rate for run in ours), statistics.median(theirs)
    print(f"rows of one act, as pgbench writes them: {described(twin)}")
    print(f"{'an act through HTTP':32}{rate:10.0f} /s   p95 {ours[-1].percentile(0.95) * 1000:.0f} ms")
    print(f"{'pgbench, the same rows':32}{bare:10.0f} /s")
    print(f"{'ratio':32}{rate / bare:10.1%}      goal {GOAL:.0%}")


if __name__ == "__main__":
    main()

"""Intake through HTTP against pgbench writing the same rows: `python bench/intake.py [--seconds S]`."""

import argparse
import itertools
import json
import random
import statistics

from people import Desk, open_desks
from scratch import scratch_database
from serving import Connection, Request, load, served

CLIENTS = 8
DESKS = 32
GOAL = 0.15


def intake_request(desk: Desk, place: str, number: int) -> Request:
    """A birth is registered: three papers, applicant and submitter as the desk enters them."""
    body = {
        "procedure": "1.001193",
        "place": place,
        "receiving_unit": desk.unit_code,
        "applicant": {
            "kind": "citizen",
            "name": "Nguyễn Thị Tư",
            "identifier": f"0251{number:08d}",
            "address": "Khu 5, phường Nông Trang, tỉnh Phú Thọ",
            "phone": "0912345678",
        },
        "components": [
            {"key": "declaration", "form": "original"},
            {"key": "birth_notice", "form": "original"},
            {"key": "identity_paper", "form": "original"},
        ],
    }
    headers = {"Authorization": f"Bearer {desk.token}", "Idempotency-Key": f"bench-{number:012d}"}
    return Request("POST", "/api/v1/dossiers", headers, json.dumps(body, ensure_ascii=False).encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="length of each of the runs")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each side, in turn; the median counts")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    with scratch_database("bench_intake") as database:
        from twin import described, snapshot, twin_of

        desks = open_desks(DESKS)
        numbers = itertools.count(1)

        def next_request() -> Request:
            desk = random.choice(desks)
            return intake_request(desk, desk.place, next(numbers))

        with served(given.workers, given.threads) as port:
            connection = Connection(port)
            assert connection.ask(next_request())[0] == 201
            before = snapshot()
            status, body = connection.ask(next_request())
            assert status == 201, body
            twin = twin_of(before, snapshot())
            load(port, CLIENTS, min(2, given.seconds), next_request, 201)
            ours, theirs = [], []
            for _ in range(given.rounds):
                ours.append(load(port, CLIENTS, given.seconds, next_request, 201))
                theirs.append(twin.run(database, CLIENTS, given.seconds))
    rate, bare = statistics.median(run.rate for run in ours), statistics.median(theirs)
    print(f"rows of one intake, as pgbench writes them: {described(twin)}")
    print(f"{'intake through HTTP':32}{rate:10.0f} /s   p95 {ours[-1].percentile(0.95) * 1000:.0f} ms")
    print(f"{'pgbench, the same rows':32}{bare:10.0f} /s")
    print(f"{'ratio':32}{rate / bare:10.1%}      goal {GOAL:.0%}")


if __name__ == "__main__":
    main()

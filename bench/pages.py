"""Pages for citizens against an empty page of the same server: `python bench/pages.py [--seconds S]`.

The empty page goes through the same server and middleware but asks no database and writes nothing; the ratio is what
a page itself costs.
"""

import argparse
import os
import statistics
import sys
from collections.abc import Callable
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "empty_settings"
os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])

from intake import intake_request
from people import open_desks
from scratch import scratch_database
from serving import Connection, Load, Request, load, served

CLIENTS = 4


def get(path: str) -> Callable[[], Request]:
    return lambda: Request("GET", path, {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="length of each of the runs")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each page, in turn; the median counts")
    given = parser.parse_args()
    with scratch_database("bench_pages"):
        from motcua.dossiers.models import Dossier

        (desk,) = open_desks(1)
        with served(workers=2, threads=2) as port:
            status, body = Connection(port).ask(intake_request(desk, desk.place, 1))
            assert status == 201, body
            dossier = Dossier.objects.get()
            pages = {
                "empty page": "/empty/",
                "home page": "/",
                "start page of a procedure": "/thu-tuc/1.001193/",
                "start page with a place": f"/thu-tuc/1.001193/?place={desk.place}",
                "tracking page": f"/t/{dossier.code}/{dossier.check_key}",
            }
            runs: dict[str, list[Load]] = {name: [] for name in pages}
            for turn in range(given.rounds + 1):
                for name, path in pages.items():
                    run = load(port, CLIENTS, given.seconds if turn else 1, get(path), 200)
                    if turn:  # the first one warms the caches
                        runs[name].append(run)
    rates = {name: statistics.median(run.rate for run in done) for name, done in runs.items()}
    for name, rate in rates.items():
        late = runs[name][-1].percentile(0.95) * 1000
        line = f"{name:28}{rate:8.0f} /s   p95 {late:4.0f} ms"
        if name != "empty page":
            line += f"   {rate / rates['empty page']:6.1%} of the empty page"
        print(line)


if __name__ == "__main__":
    sys.exit(main())

"""Lists, search and tracking at a million dossiers against ten thousand: `python bench/worklist.py`.

Two databases stand side by side, each with a server of its own (HTTP, session, permission, template): a small one
with 10,000 dossiers at two communes, and a copy of it to which the rest is added at all communes of the province. The
same people ask both for the same pages, turn by turn, so that whatever else the machine does touches both alike. The
officer sees the dossiers of one commune only; every list has more rows than a page shows, in both.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle
from time import perf_counter
from urllib.parse import quote, urlencode

import psycopg
from psycopg.rows import TupleRow
from scratch import scratch_database
from serving import Connection, Request, served

GOAL = 1.5
PASSWORD = "worklist-bench"
SMALL_COMMUNES = 2
MONTHS = ("--months", "2")
"""A short time, so that much of it is still open and a page is full on both sides."""


@dataclass
class Side:
    """One database with its server."""

    port: int
    connection: Connection
    cookies: dict[str, str]

    def seconds(self, who: str, path: str) -> float:
        """How long the page takes to arrive; it has to be a page."""
        headers = {"Cookie": self.cookies[who]} if who else {}
        began = perf_counter()
        status, body = self.connection.ask(Request("GET", path, headers))
        took = perf_counter() - began
        if status != 200:
            sys.exit(f"{path}: {status} {body[:400].decode()}")
        return took

    def rows(self, who: str, path: str) -> int:
        """Rows of the tables on the page, to show that both sides show as much."""
        headers = {"Cookie": self.cookies[who]} if who else {}
        return self.connection.ask(Request("GET", path, headers))[1].count(b"<tr")


@dataclass(frozen=True)
class Page:
    """A page to ask for: by whom, and with which addresses in turn."""

    name: str
    who: str
    paths: list[str]


def motcua(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "motcua", *arguments], check=False)
    if done.returncode:
        sys.exit(f"motcua {' '.join(arguments)} failed")


def ask_database(statement: str) -> list[TupleRow]:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return connection.execute(statement).fetchall()


def sign_in(port: int, username: str) -> str:
    """The cookie of a session, by the sign-in page."""
    browser = HTTPConnection("127.0.0.1", port, timeout=60)
    browser.request("GET", "/dang-nhap/")
    answer = browser.getresponse()
    page = answer.read().decode()
    cookie = "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")
    fields = dict.fromkeys(re.findall(r'<input[^>]*name="([^"]+)"', page), "")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    fields |= {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    browser.request("POST", "/dang-nhap/", urlencode(fields), headers)
    answer = browser.getresponse()
    answer.read()
    set_cookies = [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
    session = next((value.split(";")[0] for value in set_cookies if "session" in value), "")
    assert answer.status == 302 and session, f"{username} could not sign in: {answer.status}"
    return session


def pages_of(committee: int, desk: int) -> list[Page]:
    """Addresses from what the small database holds; the large one holds it, too."""
    near = ask_database(
        "SELECT code, check_key, d.id, name, identifier, submitted_at FROM dossiers_dossier d"
        f" JOIN dossiers_party p ON p.id = applicant_id WHERE holder_ids @> ARRAY[{committee}::bigint]"
        f" AND code IS NOT NULL AND receiving_unit_id = {desk} ORDER BY md5(code) LIMIT 40"
    )
    days = [f"{row[5]:%d/%m/%Y}" for row in near]
    full_names = [quote(row[3]) for row in near]
    first, last = (f"{day[0]:%d/%m/%Y}" for day in ask_database(
        "SELECT min(submitted_at) FROM dossiers_dossier UNION ALL SELECT max(submitted_at) FROM dossiers_dossier"
    ))  # fmt: skip
    return [
        Page("officer: worklist, all", "officer", ["/xu-ly/?loai=all"]),
        Page("officer: worklist, nobody's yet", "officer", ["/xu-ly/?loai=team"]),
        Page("officer: late", "officer", ["/xu-ly/?loai=late"]),
        Page("officer: dossier", "officer", [f"/xu-ly/ho-so/{row[2]}/" for row in near]),
        Page("officer: search, whole name", "officer", [f"/xu-ly/tim/?q={name}" for name in full_names]),
        Page("officer: search, family name", "officer", [f"/xu-ly/tim/?q={quote('Nguyễn')}"]),
        Page("officer: search, number", "officer", [f"/xu-ly/tim/?q={row[4]}" for row in near]),
        Page("leader: today", "leader", ["/lanh-dao/"]),
        Page("counter: a day", "counter", [f"/quay/?tu={day}&den={day}" for day in days]),
        Page("counter: the whole time", "counter", [f"/quay/?tu={first}&den={last}"]),
        Page("counter: name in the whole time", "counter", [
            f"/quay/?tu={first}&den={last}&tim={name}" for name in full_names
        ]),
        Page("counter: results to hand over", "counter", ["/quay/tra-ket-qua/"]),
        Page("counter: papers to send", "counter", ["/quay/ban-giao/"]),
        Page("counter: supplements", "counter", ["/quay/bo-sung/"]),
        Page("tracking, without signing in", "", [f"/t/{row[0]}/{row[1]}" for row in near]),
    ]  # fmt: skip


def percentile(seconds: list[float], fraction: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(len(ordered) * fraction))]


def measure(small: Side, large: Side, page: Page, samples: int) -> float:
    """Print a line, return the ratio of the p95s."""
    taken: tuple[list[float], list[float]] = ([], [])
    paths = cycle(page.paths)
    for number in range(samples + 2 * len(page.paths)):
        path = next(paths)
        pair = [(small, taken[0]), (large, taken[1])]
        # whoever comes first finds the processor's caches cold, so they take turns
        for side, seconds in pair if number % 2 else reversed(pair):
            took = side.seconds(page.who, path)
            if number >= 2 * len(page.paths):
                seconds.append(took)
    rows = [side.rows(page.who, page.paths[0]) for side in (small, large)]
    at50, at95 = ([percentile(one, part) * 1000 for one in taken] for part in (0.5, 0.95))
    ratio = at95[1] / at95[0]
    print(
        f"{page.name:34}{rows[0]:4}{rows[1]:4}{at50[0]:9.1f}{at50[1]:9.1f}{at95[0]:9.1f}{at95[1]:9.1f}{ratio:7.2f}"
        + ("" if ratio <= GOAL else "  over the goal"),
        flush=True,
    )
    return ratio


def people() -> dict[str, tuple[str, int]]:
    """Sign-in name and agency of the first commune's officer, leader and counter officer."""
    found = ask_database(
        "SELECT username, agency_id, role FROM directory_posting JOIN directory_account a ON a.id = account_id"
        " JOIN directory_agency g ON g.id = agency_id JOIN directory_administrativeunit u ON u.id = g.unit_id"
        " WHERE username LIKE 'mau.%' AND g.kind IN ('commune_committee', 'commune_service_centre')"
        " ORDER BY u.code, username LIMIT 3"
    )
    names = {"case_officer": "officer", "leader": "leader", "counter_officer": "counter"}
    return {names[role]: (username, agency_id) for username, agency_id, role in found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--samples", type=int, default=200, help="of each page on each side")
    given = parser.parse_args()
    # asked once in a session, and nobody is here to hold a telephone
    os.environ["MOTCUA_SECOND_FACTOR"] = ""
    with scratch_database("bench_small") as small_name:
        motcua("seed", "--dossiers", str(given.small), "--communes", str(SMALL_COMMUNES), "--seed", "7", *MONTHS)
        staff = people()
        for username, _ in staff.values():
            motcua("people", "password", username, "--password", PASSWORD)
        pages = pages_of(staff["officer"][1], staff["counter"][1])
        small_address = os.environ["DATABASE_URL"]
        os.environ["MOTCUA_BENCH_TEMPLATE"] = small_name
        with scratch_database("bench_large"):
            motcua("seed", "--dossiers", str(given.large - given.small), "--seed", "8", "--append", *MONTHS)
            large_address = os.environ["DATABASE_URL"]
            run(pages, {name: username for name, (username, _) in staff.items()}, small_address, large_address, given)


def run(
    pages: list[Page], staff: dict[str, str], small_address: str, large_address: str, given: argparse.Namespace
) -> None:
    """Start both servers, ask, print."""
    os.environ["DATABASE_URL"] = small_address
    with served(1, 1) as small_port:
        os.environ["DATABASE_URL"] = large_address
        with served(1, 1) as large_port:
            sides = [
                Side(port, Connection(port), {who: sign_in(port, name) for who, name in staff.items()})
                for port in (small_port, large_port)
            ]
            print(f"{given.small:,} against {given.large:,} dossiers, {given.samples} samples of each page, ms")
            print(f"{'page':34}{'rows':>8}{'p50':>9}{'p50':>9}{'p95':>9}{'p95':>9}{'ratio':>7}")
            ratios = [measure(sides[0], sides[1], page, given.samples) for page in pages]
    print(f"worst ratio of p95 {max(ratios):.2f}, median {statistics.median(ratios):.2f}; goal {GOAL}")


if __name__ == "__main__":
    main()

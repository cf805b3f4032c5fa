"""The 31st of February on every surface that takes a date: pages, machine interface, command line, imported files."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from django.test import Client
from django.test.utils import ContextList

from motcua.catalogue.rules.document import CatalogueFileFaulty
from motcua.catalogue.rules.settings_file import read_settings
from motcua.desks import counter, leader, officer, steward
from motcua.desks.counter.intake_form import IntakeForm
from motcua.desks.forms import DateTextField, Form
from motcua.directory.actions.territory import apply_change
from motcua.directory.rules.actors import SYSTEM
from motcua.directory.rules.territory import TerritoryNotPossible
from motcua.project.command_line import COMMANDS, main
from tests.contract.casebook import Casebook
from tests.contract.fingerprints import fingerprint
from tests.contract.pages import Page
from tests.contract.requests import REQUESTS
from tests.contract.sending import send
from tests.contract.test_openapi import described, operations
from tests.contract.test_who_sees_what import PAGES, client_of, text_of
from tests.world import MONDAY

pytestmark = pytest.mark.django_db
IMPOSSIBLE, WORDS = "31/02/2026", "Ngày này không có trong lịch"


# ---------------------------------------------------------------------- pages


def forms_with_dates() -> set[type[Form]]:
    """Every form of the desks that asks for a date."""
    for desk in (counter, leader, officer, steward):
        for module in pkgutil.iter_modules(desk.__path__, f"{desk.__name__}."):
            importlib.import_module(module.name)
    waiting, found = [Form], set()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("motcua.") and dates_of(kind):
            found.add(kind)
    return found


def dates_of(form: Form | type[Form]) -> list[str]:
    return [name for name, field in form.base_fields.items() if isinstance(field, DateTextField)]


def form_of(answer: Any) -> Form | None:
    """The form with dates that a page shows."""
    contexts: list[Any] = list(answer.context) if isinstance(answer.context, ContextList) else [answer.context]
    shown = [value for context in contexts if context for layer in context.dicts for value in layer.values()]
    return next((value for value in shown if issubclass(type(value), Form) and dates_of(value)), None)


def sent_with(page: Page, form: Form, client: Client, address: str) -> Any:
    dates = {form.add_prefix(name): IMPOSSIBLE for name in dates_of(form)}
    return client.get(address, dates) if form.is_bound else client.post(address, dates)


def test_every_form_tells_an_impossible_date_beside_its_field(casebook: Casebook) -> None:
    met: set[type] = set()
    before = fingerprint(without={"directory_account"})  # signing in leaves its instant there
    for page in PAGES:
        client, address = client_of(casebook, page.insider), page.address(casebook)
        form = form_of(client.get(address))
        if form is None or isinstance(form, IntakeForm):
            continue
        answer = sent_with(page, form, client, address)
        told = form_of(answer)
        assert told is not None, page.name
        faulty = [name for name in dates_of(told) if WORDS in str(told.errors.get(name, ""))]
        assert faulty == dates_of(told), page.name
        assert WORDS in text_of(answer), page.name
        met |= set(type(form).__mro__)
    missed = {kind.__name__ for kind in forms_with_dates() - met}
    # the intake screen examines its boxes when it acts, and no working hours are there to be ended; both have tests
    # of their own: tests/desks/test_counter_screen.py, tests/desks/test_steward_calendar.py
    assert missed == {"IntakeForm", "EndForm"}
    assert fingerprint(without={"directory_account"}) == before


# ---------------------------------------------------------------------- machine interface


def dates_in(schema: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Where a body takes a date or an instant, and which of the two."""
    if name := schema.get("$ref"):
        yield from dates_in(described()["components"]["schemas"][name.rsplit("/", 1)[1]], path)
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from dates_in(part, path)
    if schema.get("format") in {"date", "date-time"}:
        yield path, schema["format"]
    for key, inner in schema.get("properties", {}).items():
        yield from dates_in(inner, (*path, key))


def bodies_with_dates() -> Iterator[tuple[str, tuple[str, ...], str]]:
    for operation in operations().values():
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        for path, kind in dates_in(body["schema"]) if body else ():
            yield operation["operationId"], path, kind


DATES = sorted(bodies_with_dates())


def test_the_interface_takes_dates_at_these_places() -> None:
    assert {(name, *path) for name, path, _ in DATES} == {
        ("proposeApology", "new_due_at"),
        ("receiveDossier", "applicant", "born_on"),
        ("receiveDossier", "submitter", "born_on"),
        ("returnResults", "recipient", "born_on"),
        ("verify", "when"),
    }


@pytest.mark.parametrize(("name", "path", "kind"), DATES, ids=lambda value: str(value))
def test_the_interface_names_the_impossible_date(
    casebook: Casebook, monkeypatch: pytest.MonkeyPatch, name: str, path: tuple[str, ...], kind: str
) -> None:
    sent = REQUESTS[name]
    casebook.token(sent.by)
    before = fingerprint()
    body = deepcopy(sent.body)
    holder = body
    for key in path[:-1]:
        holder = holder.setdefault(key, {"kind": "citizen", "name": "Lê Văn Ba"})
    holder[path[-1]] = "2026-02-31" if kind == "date" else "2026-02-31T09:00:00+07:00"
    monkeypatch.setitem(REQUESTS, name, replace(sent, body=body))
    answer = send(casebook, name, sent.by)
    assert (answer.status_code, answer.json()["code"]) == (422, "RequestNotValid")
    assert [fault["loc"][-1] for fault in answer.json()["errors"]] == [path[-1]]
    assert fingerprint() == before


@pytest.mark.parametrize("born_on", ["2026-02-31", "31/02/2026"])
def test_an_answer_of_the_form_that_is_no_date_is_named(
    casebook: Casebook, monkeypatch: pytest.MonkeyPatch, born_on: str
) -> None:
    sent = REQUESTS["receiveDossier"]
    casebook.token(sent.by)
    before = fingerprint()
    monkeypatch.setitem(
        REQUESTS, "receiveDossier", replace(sent, body=sent.body | {"data": {"child_born_on": born_on}})
    )
    answer = send(casebook, "receiveDossier", "lan")
    assert (answer.status_code, answer.json()["code"]) == (422, "AnswersNotValid")
    assert answer.json()["details"]["answers"] == ["child_born_on: format date"]
    assert fingerprint() == before


# ---------------------------------------------------------------------- command line


def options_with_dates(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from options_with_dates(inner, (*path, name))
        return
    for option in command.params:
        if option.type.name == "date" or option.name in {"on_text", "accepted"}:
            yield (*path, option.opts[0])


def all_options() -> list[tuple[str, ...]]:
    found = []
    for name in sorted(set(COMMANDS) - {"manage"}):
        command = main.get_command(click.Context(main), name)  # type: ignore[attr-defined]
        assert command is not None
        found += list(options_with_dates(command, (name,)))
    return found


REQUIRED = {"competence": ("--procedure", "1.001193", "--place", "phu tho"), "deadline": ("--limit", "3")}


@pytest.mark.parametrize("words", all_options(), ids=" ".join)
def test_a_command_says_that_there_is_no_such_day(words: tuple[str, ...]) -> None:
    *command, option = words
    day = "2026-02-31T08:00" if option == "--accepted" else "2026-02-31"
    answer = CliRunner().invoke(main, [*command, option, day, *REQUIRED.get(command[0], ())])
    assert answer.exit_code == 2, answer.output
    assert "2026-02-31" in answer.stderr
    assert "is not a" in answer.stderr
    assert isinstance(answer.exception, SystemExit)


# ---------------------------------------------------------------------- imported files


def test_a_law_setting_from_an_impossible_day_is_refused_by_line() -> None:
    name = "law_settings.yaml"
    text = (files("motcua.catalogue") / "data" / name).read_text(encoding="utf-8")
    start = re.search(r"start: (\d{4}-\d{2}-\d{2})", text)
    assert start is not None
    with pytest.raises(CatalogueFileFaulty) as refused:
        read_settings(f"{text[: start.start(1)]}2026-02-31{text[start.end(1) :]}", name)
    (finding,) = refused.value.findings
    assert (finding.code, finding.line) == ("not_a_date", text[: start.start()].count("\n") + 1)


def test_a_change_of_territory_on_an_impossible_day_is_refused(casebook: Casebook, tmp_path: Path) -> None:
    change, before = tmp_path / "change.yaml", fingerprint()
    change.write_text(
        "on: 2026-02-31\nlegal_basis: NQ 1\nsource: Công báo\nchanges:\n"
        '- merge: {units: ["07900", "07894"], into: {code: "90001", name: Việt Trì, kind: ward}}\n'
    )
    with pytest.raises(TerritoryNotPossible) as refused:
        apply_change(file=change, actor=SYSTEM, at=MONDAY)
    assert "2026-02-31" in str(refused.value.details)
    assert fingerprint() == before

"""Rules of the law are dated data: a value per key, day and procedure, changed with a legal basis."""

import re
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

import motcua
from motcua.catalogue.actions.editions import import_edition
from motcua.catalogue.actions.settings import (
    LegalBasisRequired,
    SettingDayTaken,
    load_law_settings,
    set_law_setting,
)
from motcua.catalogue.models import LawSetting
from motcua.catalogue.queries.editions import ProcedureUnknown
from motcua.catalogue.queries.settings import LawSettingMissing, SettingUnknown, current_law, law_settings, rows_of
from motcua.catalogue.rules.document import CatalogueFileFaulty
from motcua.catalogue.rules.edition import Certainty, Limit, LimitUnit, SupplementEffect
from motcua.catalogue.rules.settings import (
    ONLY_KEPT,
    SETTINGS,
    FormSet,
    LawSettings,
    SettingNotValid,
    TerritoryFreeStart,
)
from motcua.catalogue.rules.settings_file import read_settings
from motcua.directory.rules.actors import ActNotAllowed, Actor
from motcua.kernel.models import JournalEntry
from tests.catalogue.files import SINGLE

ND61, ND118, ND309 = date(2020, 1, 2), date(2025, 7, 1), date(2026, 8, 5)


@pytest.fixture
def loaded(db: None, steward: Actor, now: datetime) -> None:
    load_law_settings(actor=steward, at=now)


def change(steward: Actor, now: datetime, **changes: object) -> LawSetting:
    arguments = {
        "key": "supplement_notice",
        "value": {"value": "2", "unit": "working_day"},
        "start": date(2027, 1, 1),
        "legal_basis": "NĐ 1/2027/NĐ-CP, Điều 1",
        "certainty": Certainty.SOURCED,
        **changes,
    }
    return set_law_setting(actor=steward, at=now, **arguments)  # type: ignore[arg-type]


def test_every_key_has_a_typed_place_and_every_place_a_key() -> None:
    assert {field.name for field in fields(LawSettings)} - {"provenance"} == set(SETTINGS)


@pytest.mark.usefixtures("loaded")
def test_both_regimes_have_every_rule() -> None:
    old, new, newest = law_settings(ND61), law_settings(ND118), law_settings(ND309)
    assert old.form_set is FormSet.TT01_2018 and new.form_set is FormSet.TT03_2025
    assert old.territory_free_start is TerritoryFreeStart.ACCEPTANCE
    assert newest.territory_free_start is TerritoryFreeStart.ELECTRONIC_ARRIVAL
    assert new.supplement_notice == Limit(Fraction(3), LimitUnit.WORKING_DAY)
    assert new.supplement_effect is SupplementEffect.RESTART
    assert new.transfer_cutoff == time(15) and new.apology_days_before == 1 and new.apology_max == 1
    assert (old.posting_months_max, new.posting_months_max) == (24, 36)
    assert newest.form_issuer == "ministry_of_justice"
    assert newest.citation("receipt").startswith("Điều 17") and newest.citation("unknown") == ""
    assert new.provenance["supplement_notice"].certainty is Certainty.SECONDARY
    assert all(provenance.source for provenance in newest.provenance.values())


@pytest.mark.usefixtures("loaded")
def test_a_day_before_all_rules_is_refused() -> None:
    with pytest.raises(LawSettingMissing):
        law_settings(date(2018, 6, 20))
    assert law_settings(date(2018, 6, 21)).form_set is FormSet.TT01_2018


@pytest.mark.usefixtures("loaded")
def test_loading_again_adds_nothing_and_keeps_changes(steward: Actor, now: datetime) -> None:
    change(steward, now)
    assert load_law_settings(actor=steward, at=now) == 0
    assert law_settings(date(2027, 1, 1)).supplement_notice.value == 2


@pytest.mark.usefixtures("loaded")
def test_a_change_ends_the_value_before_and_is_journalled(steward: Actor, now: datetime) -> None:
    assert law_settings(date(2027, 1, 1)).supplement_notice.value == 3
    row = change(steward, now)
    assert law_settings(date(2026, 12, 31)).supplement_notice.value == 3
    assert law_settings(date(2027, 1, 1)).supplement_notice.value == 2
    entry = JournalEntry.objects.get(act="catalogue.law_setting_set")
    assert entry.subject_id == row.id and entry.data["before"] == {"value": "3", "unit": "working_day"}


@pytest.mark.usefixtures("loaded")
def test_a_value_entered_between_ends_where_the_next_begins(steward: Actor, now: datetime) -> None:
    change(steward, now, start=date(2025, 1, 1))
    values = [law_settings(on).supplement_notice.value for on in (date(2024, 12, 31), date(2025, 1, 1), ND118)]
    assert values == [3, 2, 3]
    assert [row.end for row in rows_of("supplement_notice")] == [date(2025, 1, 1), ND118, None]


@pytest.mark.usefixtures("loaded")
def test_the_value_of_a_procedure_wins_for_it_alone(steward: Actor, now: datetime) -> None:
    import_edition(text=SINGLE, name="birth.yaml", actor=steward, at=now)
    change(steward, now, procedure="1.001193", end=date(2028, 1, 1))
    assert law_settings(date(2027, 6, 1), "1.001193").supplement_notice.value == 2
    assert law_settings(date(2027, 6, 1), "1.004222").supplement_notice.value == 3
    assert law_settings(date(2028, 1, 1), "1.001193").supplement_notice.value == 3


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"key": "colour"}, SettingUnknown),
        ({"value": "2"}, SettingNotValid),
        ({"value": {"value": "0", "unit": "working_day"}}, SettingNotValid),
        ({"value": {"value": "1/0", "unit": "working_day"}}, SettingNotValid),
        ({"key": "apology_max", "value": True}, SettingNotValid),
        ({"key": "transfer_cutoff", "value": "15h"}, SettingNotValid),
        ({"key": "transfer_cutoff", "value": "29:00"}, SettingNotValid),
        ({"key": "form_set", "value": "tt09_2030"}, SettingNotValid),
        ({"start": ND118}, SettingDayTaken),
        ({"legal_basis": " "}, LegalBasisRequired),
        ({"procedure": "9.999999"}, ProcedureUnknown),
    ],
)
def test_what_cannot_be_set_leaves_nothing_behind(
    steward: Actor, now: datetime, changes: dict[str, object], refusal: type[Exception]
) -> None:
    before = list(LawSetting.objects.order_by("id").values())
    with pytest.raises(refusal):
        change(steward, now, **changes)
    assert list(LawSetting.objects.order_by("id").values()) == before
    assert not JournalEntry.objects.filter(act="catalogue.law_setting_set").exists()


@pytest.mark.usefixtures("loaded")
def test_only_a_steward_may_change_the_law(officer: Actor, now: datetime) -> None:
    with pytest.raises(ActNotAllowed):
        change(officer, now)
    with pytest.raises(ActNotAllowed):
        load_law_settings(actor=officer, at=now)
    assert law_settings(date(2027, 1, 1)).supplement_notice.value == 3


@pytest.mark.usefixtures("loaded")
def test_asking_costs_one_cheap_question(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    law_settings(ND118)
    with django_assert_num_queries(1):
        law = current_law()
        assert law.at(ND118) is law.at(ND118 + timedelta(days=30), "1.001193")


def test_faults_of_the_file_are_all_named_by_line() -> None:
    text = """\
settings:
- key: supplement_notice
  rows:
    - start: 2025-07-01
      value: 3
      legal_basis: NĐ 118/2025/NĐ-CP
      certainty: sourced
    - start: 2025-06-01
      value: {value: "3", unit: working_day}
      certainty: sourced
- key: colour
  rows: []
"""
    with pytest.raises(CatalogueFileFaulty) as caught:
        read_settings(text, "law.yaml")
    found = [(finding.code, finding.line) for finding in caught.value.findings]
    assert found[:4] == [("setting_value", 5), ("missing_key", 8), ("setting_order", 8), ("setting_unknown", 11)]
    assert {code for code, _ in found[4:]} == {"setting_missing"}


def test_what_nothing_reads_is_told_as_only_kept() -> None:
    rooms = Path(motcua.__file__).parent
    sources = "".join(
        path.read_text() for path in rooms.rglob("*.py") if path.relative_to(rooms).parts[0] != "catalogue"
    )
    read = {key for key in SETTINGS if re.search(rf"\.{key}\b", sources)}
    assert SETTINGS.keys() - read == ONLY_KEPT

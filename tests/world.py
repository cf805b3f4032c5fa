"""The world of the tests: two communes of one province, a department, vertical agencies, and the people in them.

Lan is at the counter of Việt Trì; the matter belongs to Nông Trang, where Minh is the case officer and Hà the leader;
bà Tư is the applicant; Sơn works in another province and must see nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from motcua.catalogue.actions.description import new_procedure
from motcua.catalogue.actions.load import package_files, read_files
from motcua.catalogue.actions.settings import load_law_settings
from motcua.catalogue.models import Procedure, ProcedureEdition
from motcua.catalogue.queries.editions import edition_in_force
from motcua.catalogue.rules.document import to_json
from motcua.catalogue.rules.edition import Edition, PaperForm
from motcua.catalogue.rules.terms import components_for
from motcua.directory.actions.calendars import publish_calendar
from motcua.directory.actions.people import create_account, post
from motcua.directory.models import AdministrativeUnit, Agency
from motcua.directory.queries.authority import authority_of
from motcua.directory.rules.actors import SYSTEM, Actor
from motcua.directory.rules.agencies import AgencyKind, CodeCertainty
from motcua.directory.rules.roles import TASK_PERMISSION, RoleName
from motcua.directory.rules.territory import TWO_TIER_ON, UnitKind, UnitLevel
from motcua.dossiers.actions.intake import accept
from motcua.dossiers.actions.outcome import decide
from motcua.dossiers.actions.processing import complete_step
from motcua.dossiers.models import Dossier, Task
from motcua.dossiers.rules.intake import ComponentMark, Intake, PartyData
from motcua.dossiers.rules.stages import Channel, OutcomeKind
from motcua.kernel.models import ReferenceNumber
from motcua.kernel.text import fold
from motcua.kernel.worktime import TIME_ZONE

FOUNDED = datetime(2026, 1, 5, 8, 0, tzinfo=TIME_ZONE)
MONDAY = datetime(2026, 9, 7, 8, 30, tzinfo=TIME_ZONE)
"""An ordinary working Monday."""


def at(text: str) -> datetime:
    """An instant in Vietnam, e.g. `at("2026-09-07T08:30")`."""
    return datetime.fromisoformat(text).replace(tzinfo=TIME_ZONE)


MONDAY_AFTERNOON = at("2026-09-07T14:00")


@dataclass
class World:
    """What tests take from: places, agencies and actors by short names."""

    units: dict[str, AdministrativeUnit]
    agencies: dict[str, Agency]
    actors: dict[str, Actor]

    def actor(self, name: str) -> Actor:
        return self.actors[name]

    def id_of(self, name: str) -> int:
        account_id = self.actors[name].id
        assert account_id is not None
        return account_id

    def agency(self, name: str) -> int:
        return self.agencies[name].id

    def unit(self, name: str) -> int:
        return self.units[name].id

    def whoever_may(self, task: Task) -> Actor:
        """Somebody of the cast who may close the task."""
        permission = TASK_PERMISSION[RoleName(task.role)]
        fitting = (actor for actor in self.actors.values() if task.agency_id in actor.grants.get(permission, ()))
        return next(actor for actor in fitting if task.assignee_id in {None, actor.id})


TU = PartyData(
    kind="citizen",
    name="Nguyễn Thị Tư",
    identifier="025190001234",
    address="Khu 5, phường Nông Trang, tỉnh Phú Thọ",
    phone="0912345678",
    email="tu@example.vn",
)
"""Bà Tư, the applicant."""

AGENCIES: list[tuple[str, str, AgencyKind, str, str | None, str | None]] = [
    ("committee", "H44", AgencyKind.PROVINCIAL_COMMITTEE, "UBND tỉnh Phú Thọ", "province", None),
    (
        "provincial_centre",
        "H44.01.01",
        AgencyKind.PROVINCIAL_SERVICE_CENTRE,
        "TTPVHCC tỉnh Phú Thọ",
        "province",
        "committee",
    ),
    ("justice", "H44.19", AgencyKind.DEPARTMENT_JUSTICE, "Sở Tư pháp tỉnh Phú Thọ", "province", "committee"),
    ("viet_tri", "H44.100", AgencyKind.COMMUNE_COMMITTEE, "UBND phường Việt Trì", "viet_tri", "committee"),
    (
        "viet_tri_desk",
        "H44.100.01",
        AgencyKind.COMMUNE_SERVICE_CENTRE,
        "TTPVHCC phường Việt Trì",
        "viet_tri",
        "viet_tri",
    ),
    ("nong_trang", "H44.101", AgencyKind.COMMUNE_COMMITTEE, "UBND phường Nông Trang", "nong_trang", "committee"),
    (
        "nong_trang_desk",
        "H44.101.01",
        AgencyKind.COMMUNE_SERVICE_CENTRE,
        "TTPVHCC phường Nông Trang",
        "nong_trang",
        "nong_trang",
    ),
    ("provincial_police", "H44.V1", AgencyKind.PROVINCIAL_POLICE, "Công an tỉnh Phú Thọ", "province", None),
    ("police", "H44.V1.101", AgencyKind.COMMUNE_POLICE, "Công an phường Nông Trang", "nong_trang", "provincial_police"),
    (
        "viet_tri_police",
        "H44.V1.100",
        AgencyKind.COMMUNE_POLICE,
        "Công an phường Việt Trì",
        "viet_tri",
        "provincial_police",
    ),
    ("insurance", "H44.V2", AgencyKind.SOCIAL_INSURANCE, "Bảo hiểm xã hội tỉnh Phú Thọ", "province", None),
    (
        "insurance_branch",
        "H44.V2.101",
        AgencyKind.SOCIAL_INSURANCE_BRANCH,
        "Bảo hiểm xã hội cơ sở Nông Trang",
        "nong_trang",
        "insurance",
    ),
    ("far_committee", "H19", AgencyKind.PROVINCIAL_COMMITTEE, "UBND tỉnh Đồng Nai", "far_province", None),
    ("far", "H19.100", AgencyKind.COMMUNE_COMMITTEE, "UBND phường Trấn Biên", "far_commune", "far_committee"),
    ("far_desk", "H19.100.01", AgencyKind.COMMUNE_SERVICE_CENTRE, "TTPVHCC phường Trấn Biên", "far_commune", "far"),
]

PEOPLE: list[tuple[str, str, RoleName, str | None]] = [
    ("lan", "Trần Thị Lan", RoleName.COUNTER_OFFICER, "viet_tri_desk"),
    ("lan_head", "Hoàng Thị Yến", RoleName.UNIT_HEAD, "viet_tri_desk"),
    ("thu", "Đỗ Thị Thu", RoleName.COUNTER_OFFICER, "nong_trang_desk"),
    ("minh", "Lê Văn Minh", RoleName.CASE_OFFICER, "nong_trang"),
    ("mai", "Ngô Thị Mai", RoleName.CASE_OFFICER, "nong_trang"),
    ("ha", "Phạm Thu Hà", RoleName.LEADER, "nong_trang"),
    ("viet_tri_minh", "Vũ Văn Bình", RoleName.CASE_OFFICER, "viet_tri"),
    ("viet_tri_ha", "Đào Văn Cường", RoleName.LEADER, "viet_tri"),
    ("dung", "Trịnh Văn Dũng", RoleName.CASE_OFFICER, "police"),
    ("dung_head", "Bùi Văn Quang", RoleName.LEADER, "police"),
    ("hoa", "Lý Thị Hoa", RoleName.CASE_OFFICER, "insurance_branch"),
    ("hoa_head", "Mai Văn Phúc", RoleName.LEADER, "insurance_branch"),
    ("an", "Nguyễn Văn An", RoleName.CASE_OFFICER, "justice"),
    ("an_head", "Tạ Thị Ánh", RoleName.LEADER, "justice"),
    ("son", "Cao Thanh Sơn", RoleName.CASE_OFFICER, "far"),
    ("son_desk", "Châu Thị Ngọc", RoleName.COUNTER_OFFICER, "far_desk"),
    ("steward", "Dương Thị Kim", RoleName.STEWARD, None),
    ("auditor", "Hồ Văn Lộc", RoleName.AUDITOR, None),
    ("admin", "Quản trị hệ thống", RoleName.ADMINISTRATOR, None),
    ("post_agent", "Đinh Văn Bưu", RoleName.CONTRACTOR_AGENT, "viet_tri_desk"),
]

UNITS: list[tuple[str, str, UnitLevel, UnitKind, str, str | None, str]] = [
    ("province", "25", UnitLevel.PROVINCE, UnitKind.PROVINCE, "Phú Thọ", None, "Tỉnh"),
    ("viet_tri", "07900", UnitLevel.COMMUNE, UnitKind.WARD, "Việt Trì", "province", "Phường"),
    ("nong_trang", "07894", UnitLevel.COMMUNE, UnitKind.WARD, "Nông Trang", "province", "Phường"),
    ("far_province", "75", UnitLevel.PROVINCE, UnitKind.PROVINCE, "Đồng Nai", None, "Tỉnh"),
    ("far_commune", "26041", UnitLevel.COMMUNE, UnitKind.WARD, "Trấn Biên", "far_province", "Phường"),
]


def build_world() -> World:
    """Build everything by the same actions that an installation uses; territory and agencies by hand, they are few."""
    units: dict[str, AdministrativeUnit] = {}
    for key, code, level, kind, name, parent, prefix in UNITS:
        above = units[parent] if parent else None
        units[key] = AdministrativeUnit.objects.create(
            code=code,
            level=level,
            kind=kind,
            name=name,
            full_name=f"{prefix} {name}",
            parent=above,
            path=f"{above.path}/{fold(name)}" if above else fold(name),
            start=TWO_TIER_ON,
            source="test",
        )
    agencies: dict[str, Agency] = {}
    for key, code, agency_kind, name, unit, parent in AGENCIES:
        agencies[key] = Agency.objects.create(
            code=code,
            code_certainty=CodeCertainty.PROVISIONAL,
            kind=agency_kind,
            name=name,
            parent=agencies[parent] if parent else None,
            unit=units[unit] if unit else None,
            start=TWO_TIER_ON,
            search=fold(f"{name} {code}"),
            source="test",
        )
    publish_calendar(calendar="vn", first_year=2018, last_year=2027, actor=SYSTEM, at=FOUNDED)
    load_law_settings(actor=SYSTEM, at=FOUNDED)
    publish_catalogue()
    actors = {}
    for key, name, role, agency in PEOPLE:
        account = create_account(username=key.replace("_", "."), name=name, password=None, actor=SYSTEM, at=FOUNDED)
        where = agencies[agency] if agency else None
        post(account=account, role=role, agency=where, start=date(2026, 1, 5), actor=SYSTEM, at=FOUNDED)
        actors[key] = authority_of(account.id, MONDAY.date())
    return World(units, agencies, actors)


@cache
def _shipped() -> list[tuple[Edition, dict[str, Any]]]:
    """The shipped editions, read once for all tests."""
    read, faulty = read_files(package_files())
    assert not faulty, faulty
    return [(edition, to_json(edition)) for edition in read.values()]


def publish_catalogue() -> None:
    """What `load_catalogue` stores, in two statements; its own tests go the long way."""
    codes = {edition.procedure: edition for edition, _ in _shipped()}
    procedures = Procedure.objects.bulk_create(
        Procedure(code=code, **new_procedure(edition)) for code, edition in codes.items()
    )
    by_code = {procedure.code: procedure for procedure in procedures}
    ProcedureEdition.objects.bulk_create(
        ProcedureEdition(
            procedure=by_code[edition.procedure],
            number=edition.number,
            start=edition.start,
            end=edition.end,
            published_at=FOUNDED,
            document=document,
            sha256=f"{edition.procedure}@{edition.number}",
            source=edition.provenance.source[:300],
        )
        for edition, document in _shipped()
    )


def marks_for(*keys: str, form: PaperForm = PaperForm.ORIGINAL) -> tuple[ComponentMark, ...]:
    return tuple(ComponentMark(key, form) for key in keys)


BIRTH_PAPERS = marks_for("declaration", "birth_notice", "identity_paper")


def birth_intake(world: World, **changes: Any) -> Intake:
    """Bà Tư registers a birth that belongs to Nông Trang at the desk of Việt Trì."""
    values: dict[str, Any] = {
        "procedure": "1.001193",
        "place_id": world.unit("nong_trang"),
        "applicant": TU,
        "receiving_unit_id": world.agency("viet_tri_desk"),
        "channel": Channel.DIRECT,
        "marks": BIRTH_PAPERS,
    }
    return Intake(**(values | changes))


def accepted_birth(world: World, when: datetime = MONDAY, **changes: Any) -> Dossier:
    return accept(intake=birth_intake(world, **changes), actor=world.actor("lan"), at=when)


def accepted(world: World, procedure: str, when: datetime = MONDAY, **changes: Any) -> Dossier:
    """Any procedure of Nông Trang with all its required papers, received at Việt Trì."""
    _, edition = edition_in_force(procedure, when.date())
    wanted = components_for(edition, {"data": changes.get("data", {})})
    marks = tuple(ComponentMark(part.key, part.accepts[0]) for part in wanted if part.required)
    intake = birth_intake(world, procedure=procedure, marks=marks, **changes)
    return accept(intake=intake, actor=world.actor("lan"), at=when)


def step_to(world: World, dossier: Dossier, step: str, when: datetime, leg_key: str | None = None) -> Task:
    """Complete the steps of the leg until this one is open; each by whoever of the leg's agency may."""
    while True:
        tasks = Task.objects.filter(leg__dossier=dossier, closed_at__isnull=True).order_by("id")
        if leg_key:
            tasks = tasks.filter(leg__key=leg_key)
        open_steps = {task.step: task for task in tasks}
        if step in open_steps:
            return open_steps[step]
        task = next(iter(open_steps.values()))
        complete_step(task_id=task.id, note="", facts=None, actor=world.whoever_may(task), at=when)


def decided_birth(world: World, decided_at: datetime = MONDAY_AFTERNOON) -> Dossier:
    """A birth registered by the leader of Nông Trang."""
    dossier = accepted_birth(world)
    task = step_to(world, dossier, "sign", at("2026-09-07T10:00"))
    decide(leg_id=task.leg_id, kind=OutcomeKind.GRANTED, number="45/2026", actor=world.actor("ha"), at=decided_at)
    dossier.refresh_from_db()
    return dossier


_kept: dict[str, bytes] = {}
_world: list[World] = []


def set_stage() -> World:
    """The world, built by actions the first time and copied back row by row for every other test; ids stay the same."""
    if not _world:
        _world.append(build_world())
        _keep_rows()
    else:
        _bring_rows_back()
    return _world[0]


def _keep_rows() -> None:
    with connection.cursor() as cursor:
        for model in apps.get_models():
            table = model._meta.db_table
            if not model.__module__.startswith("motcua.") or model is ReferenceNumber:
                continue
            with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                rows = b"".join(bytes(part) for part in copy)
            if rows:
                _kept[table] = rows


def _bring_rows_back() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # rows that were checked when they were first written need no trigger and no constraint check again
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in _kept.items():
            cursor.execute(f'DELETE FROM "{table}"')  # what a trigger wrote for a test that committed
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(rows)
        cursor.execute("SET LOCAL session_replication_role = origin")
    forget_reference_data()


def forget_reference_data() -> None:
    """What triggers would have told processes: nothing of what they keep holds any more."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_referencenumber SET number = nextval('kernel_referencenumber_seq')")

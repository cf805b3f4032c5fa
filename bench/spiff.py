"""The whole story in six steps, here and in SpiffWorkflow, persisted in the same database: `python bench/spiff.py`.

Both sides run as a library in this process, one after the other on one connection each, and commit durably after every
step: what a person did must be safe before the next person looks.

motcua registers a birth as it always does: `accept` (papers, agency, limit, code, receipt, transfer), `complete_step`
(the leader hands it on), `propose_outcome`, `complete_step` (the officer has registered it), `decide`,
`return_results`; each with the account's permissions read, the dossier locked, the rules asked, the clock reckoned, the
caches settled, one journal entry and one deferred job.

SpiffWorkflow does what its users do: the row is read and locked, the workflow deserialised, the user's task run with
its data, the engine's own steps done, the workflow serialised and written back. No permission, deadline, journal or
form is asked of it. It is measured in two ways, and the faster one counts: the whole workflow in one JSON text, as
`serialize_json` gives it, and only the state, with the specification kept aside, as its example application does.
"""

import argparse
import itertools
import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from scratch import analyze, scratch_database
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

STEPS = ("receive", "assign", "propose", "register", "sign", "hand_over")
Story = Callable[[], None]
"""Carries one dossier through all steps."""


def bpmn() -> str:
    """One user's task after the other."""
    nodes = ["begin", *STEPS, "end"]
    flows = "".join(
        f'<sequenceFlow id="flow_{number}" sourceRef="{one}" targetRef="{other}"/>'
        for number, (one, other) in enumerate(itertools.pairwise(nodes))
    )
    tasks = "".join(
        f'<userTask id="{step}" name="{step}"><incoming>flow_{number}</incoming><outgoing>flow_{number + 1}</outgoing>'
        "</userTask>"
        for number, step in enumerate(STEPS)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="bench">'
        '<process id="story" isExecutable="true"><startEvent id="begin"><outgoing>flow_0</outgoing></startEvent>'
        f'{tasks}<endEvent id="end"><incoming>flow_{len(STEPS)}</incoming></endEvent>{flows}</process></definitions>'
    )


class Spiff:
    """SpiffWorkflow with one table; `is_whole` puts the specification into every row."""

    def __init__(self, connection: psycopg.Connection, *, is_whole: bool) -> None:
        self.connection, self.is_whole = connection, is_whole
        self.serializer = BpmnWorkflowSerializer()
        with TemporaryDirectory() as folder:
            path = os.path.join(folder, "story.bpmn")
            with open(path, "w", encoding="utf-8") as file:
                file.write(bpmn())
            parser = BpmnParser()
            parser.add_bpmn_file(path)
            self.spec = parser.get_spec("story")
        kept = self.serializer.to_dict(BpmnWorkflow(self.spec))
        self.kept = {"spec": kept["spec"], "subprocess_specs": kept["subprocess_specs"]}
        with connection.transaction():
            connection.execute(
                "CREATE TABLE IF NOT EXISTS bench_workflow"
                " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, waits_at text, state jsonb NOT NULL)"
            )

    def write(self, workflow: BpmnWorkflow) -> str:
        if self.is_whole:
            return str(self.serializer.serialize_json(workflow))
        state = self.serializer.to_dict(workflow)
        return json.dumps({key: value for key, value in state.items() if key not in self.kept})

    def read(self, text: str) -> BpmnWorkflow:
        if self.is_whole:
            return self.serializer.deserialize_json(text)
        return self.serializer.from_dict(json.loads(text) | self.kept)

    def story(self) -> None:
        """Begin, then step by step, each in a transaction of its own."""
        workflow_id = 0
        for number, step in enumerate(STEPS):
            with self.connection.transaction():
                if number == 0:
                    workflow = BpmnWorkflow(self.spec)
                    workflow.do_engine_steps()
                else:
                    row = self.connection.execute(
                        "SELECT state::text FROM bench_workflow WHERE id = %s FOR UPDATE", [workflow_id]
                    ).fetchone()
                    assert row is not None, "written before"
                    workflow = self.read(row[0])
                task = workflow.get_next_task(state=TaskState.READY, manual=True)
                assert task.task_spec.name == step
                task.data[step] = {"by": 1, "at": datetime.now(UTC).isoformat()}
                task.run()
                workflow.do_engine_steps()
                waiting = workflow.get_next_task(state=TaskState.READY, manual=True)
                values: list[Any] = [waiting.task_spec.name if waiting else None, self.write(workflow)]
                if number == 0:
                    row = self.connection.execute(
                        "INSERT INTO bench_workflow (waits_at, state) VALUES (%s, %s) RETURNING id", values
                    ).fetchone()
                    assert row is not None, "just written"
                    workflow_id = row[0]
                else:
                    self.connection.execute(
                        "UPDATE bench_workflow SET waits_at = %s, state = %s WHERE id = %s", [*values, workflow_id]
                    )
        assert workflow.is_completed()


def our_story() -> Story:
    """The same six steps by the real actions, by three people of one commune."""
    from motcua.directory.actions.people import create_account, post
    from motcua.directory.models import Agency
    from motcua.directory.queries.authority import authority_of
    from motcua.directory.rules.actors import SYSTEM, Actor
    from motcua.directory.rules.agencies import AgencyKind
    from motcua.directory.rules.roles import RoleName
    from motcua.kernel.worktime import local

    at = datetime.now(UTC)
    units = Agency.objects.filter(
        kind=AgencyKind.COMMUNE_SERVICE_CENTRE, end__isnull=True, unit__path__startswith="phu tho/"
    )
    desk = units.select_related("parent").order_by("code")[0]
    assert desk.parent is not None, "a centre belongs to its committee"
    accounts = {}
    for role, agency in (
        (RoleName.COUNTER_OFFICER, desk), (RoleName.CASE_OFFICER, desk.parent), (RoleName.LEADER, desk.parent)
    ):  # fmt: skip
        account = create_account(username=f"bench.{role}", name=str(role), password=None, actor=SYSTEM, at=at)
        post(account=account, role=role, agency=agency, start=date(2026, 1, 5), actor=SYSTEM, at=at)
        accounts[role] = account.id

    def actor(role: RoleName) -> Actor:
        return authority_of(accounts[role], local(datetime.now(UTC)).date())

    numbers = itertools.count(1)
    return lambda: carry_through(desk.id, desk.unit_id or 0, next(numbers), actor)


def carry_through(desk_id: int, place_id: int, number: int, actor: Callable[[Any], Any]) -> None:
    """One birth registered, from the desk and back."""
    from motcua.catalogue.rules.edition import PaperForm
    from motcua.directory.rules.roles import RoleName
    from motcua.dossiers.actions.intake import accept
    from motcua.dossiers.actions.outcome import decide, propose_outcome
    from motcua.dossiers.actions.processing import complete_step
    from motcua.dossiers.actions.returning import return_results
    from motcua.dossiers.models import Dossier, Task
    from motcua.dossiers.models.acts import CollectionCheck
    from motcua.dossiers.rules.intake import ComponentMark, Intake, PartyData
    from motcua.dossiers.rules.stages import Channel, OutcomeKind, ReturnWay, Stage

    person = PartyData("citizen", "Nguyễn Thị Tư", f"0252{number:08d}", address="Khu 5, phường Việt Trì")
    marks = tuple(ComponentMark(key, PaperForm.ORIGINAL) for key in PAPERS)
    intake = Intake(PROCEDURE, place_id, person, desk_id, Channel.DIRECT, marks)
    clerk = RoleName.COUNTER_OFFICER
    dossier = accept(intake=intake, actor=actor(clerk), at=datetime.now(UTC))
    granted, leader, officer = OutcomeKind.GRANTED, RoleName.LEADER, RoleName.CASE_OFFICER
    tasks = Task.objects.filter(leg__dossier_id=dossier.id, closed_at__isnull=True)
    complete_step(task_id=tasks.get().id, note="", facts=None, actor=actor(leader), at=datetime.now(UTC))
    task = tasks.get()
    propose_outcome(leg_id=task.leg_id, kind=granted, number="1", actor=actor(officer), at=datetime.now(UTC))
    complete_step(task_id=task.id, note="", facts=None, actor=actor(officer), at=datetime.now(UTC))
    decide(leg_id=task.leg_id, kind=granted, number="1", actor=actor(leader), at=datetime.now(UTC))
    return_results(
        dossier_id=dossier.id, way=ReturnWay.DESK, check=CollectionCheck.RECEIPT, recipient=person,
        actor=actor(clerk), at=datetime.now(UTC),
    )  # fmt: skip
    assert Dossier.objects.values_list("stage", flat=True).get(id=dossier.id) == Stage.RETURNED


PROCEDURE = "1.001193"
PAPERS = ("declaration", "birth_notice", "identity_paper")


def steps_per_second(story: Story, seconds: float) -> float:
    began, stories = time.monotonic(), 0
    while time.monotonic() - began < seconds:
        story()
        stories += 1
    return stories * len(STEPS) / (time.monotonic() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8, help="length of each run")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each side, in turn; the median counts")
    given = parser.parse_args()
    with scratch_database("bench_spiff"):
        analyze()
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            durable = connection.execute("SHOW synchronous_commit").fetchone()
            assert durable == ("on",), "every commit has to be durable"
            stories: dict[str, Story] = {
                "motcua": our_story(),
                "SpiffWorkflow, whole": Spiff(connection, is_whole=True).story,
                "SpiffWorkflow, state only": Spiff(connection, is_whole=False).story,
            }
            rates: dict[str, list[float]] = {name: [] for name in stories}
            for story in stories.values():
                steps_per_second(story, min(2, given.seconds))
            for _ in range(given.rounds):
                for name, story in stories.items():
                    rates[name].append(steps_per_second(story, given.seconds))
    medians = {name: statistics.median(found) for name, found in rates.items()}
    for name, rate in medians.items():
        print(f"{name:28}{rate:10.0f} steps/s")
    ours = medians.pop("motcua")
    print(f"{'ratio to the faster one':28}{ours / max(medians.values()):10.2f}")


if __name__ == "__main__":
    main()

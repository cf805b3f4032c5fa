"""Routes leave as BPMN and come back the same; drawings of other tools are read or refused in words."""

import xml.etree.ElementTree as ET
from fractions import Fraction
from pathlib import Path

import lxml.etree
import pytest
from hypothesis import given
from hypothesis import strategies as st
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnValidator

from motcua.catalogue.rules.bpmn import BpmnNotReadable, RouteNotDrawable, read_bpmn, write_bpmn
from motcua.catalogue.rules.bpmn.names import BPMNDI, DC, bpmn
from motcua.catalogue.rules.document import parse
from motcua.catalogue.rules.edition import Certainty, Limit, LimitUnit, Provenance, Route, Step, Text
from motcua.catalogue.rules.route_check import STEP_ACTS
from motcua.directory.rules.roles import RoleName

SOURCE = Provenance("QĐ 1/2025", Certainty.SOURCED)
PROCEDURES = Path(__file__).parents[2] / "src/motcua/catalogue/data/procedures"


def step(key: str, *after: str, when: str | None = None) -> Step:
    return Step(key, Text(f"Bước {key}", f"Step {key}"), RoleName.CASE_OFFICER, None, after, when, ())


WORDS = st.text("aăâbcđ êô<>&\"'ữ—–0123", min_size=1, max_size=30).map(lambda text: " ".join(text.split()) or "x")
BUDGETS = st.builds(
    Limit, st.fractions(min_value=Fraction(1, 8), max_value=99, max_denominator=8), st.sampled_from(LimitUnit)
)


@st.composite
def routes(draw: st.DrawFn) -> Route:
    keys = draw(st.lists(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), min_size=1, max_size=8, unique=True))
    steps = []
    for index, key in enumerate(keys):
        after = draw(st.lists(st.sampled_from(keys[:index]), unique=True, max_size=4)) if index else []
        steps.append(
            Step(
                key,
                Text(draw(WORDS), draw(WORDS)),
                draw(st.sampled_from(RoleName)),
                draw(st.none() | BUDGETS),
                tuple(after),
                draw(st.none() | st.sampled_from(["data.x", 'data.a < 3 && data.b == "ữ"', "!has(data.y)"])),
                tuple(draw(st.lists(st.sampled_from(sorted(STEP_ACTS)), unique=True, max_size=3))),
            )
        )
    return Route(tuple(draw(st.permutations(steps))), Provenance(draw(WORDS), draw(st.sampled_from(Certainty))))


@given(routes())
def test_every_route_comes_back_as_it_left(route: Route) -> None:
    assert read_bpmn(write_bpmn(route, "Thủ tục"), "elsewhere") == route


@pytest.mark.parametrize("path", sorted(PROCEDURES.glob("*.yaml")), ids=lambda path: path.stem)
def test_routes_of_the_catalogue_come_back_as_they_left(path: Path) -> None:
    edition = parse(path.read_text("utf-8"), path.name)
    if edition.route is None:
        assert edition.is_group
    else:
        assert read_bpmn(write_bpmn(edition.route, edition.name.vi), "elsewhere") == edition.route


@given(routes())
def test_drawing_shows_every_element_and_no_two_in_one_place(route: Route) -> None:
    root = ET.fromstring(write_bpmn(route, "Thủ tục"))
    process = root.find(bpmn("process"))
    assert process is not None
    drawn = {shape.get("bpmnElement") for shape in root.iter(f"{{{BPMNDI}}}BPMNShape")}
    edges = {edge.get("bpmnElement") for edge in root.iter(f"{{{BPMNDI}}}BPMNEdge")}
    flows = {flow.get("id") for flow in process.findall(bpmn("sequenceFlow"))}
    assert edges == flows
    assert drawn | edges == {element.get("id") for element in process if element.get("id")}
    corners = [(bounds.get("x"), bounds.get("y")) for bounds in root.iter(f"{{{DC}}}Bounds")]
    assert len(set(corners)) == len(corners)


def test_route_that_is_no_graph_is_not_drawn() -> None:
    with pytest.raises(RouteNotDrawable) as refusal:
        write_bpmn(Route((step("a", "b"), step("b", "a")), SOURCE), "Thủ tục")
    assert [finding.code for finding in refusal.value.findings] == ["step_cycle"]


def drawing(body: str, extra: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"{extra}><process id="p">{body}</process>'
        "</definitions>"
    ).encode()


def task(
    task_id: str, *, role: str = "case_officer", name: str = "Việc", inside: str = "", kind: str = "userTask"
) -> str:
    owner = (
        "<potentialOwner><resourceAssignmentExpression><formalExpression>"
        f"{role}</formalExpression></resourceAssignmentExpression></potentialOwner>"
    )
    return f'<{kind} id="{task_id}" name="{name}">{inside}{owner}</{kind}>'


def flows(*pairs: str, **conditions: str) -> str:
    """`"a-b"` is a flow `a-b` from a to b."""
    written = []
    for pair in pairs:
        source, target = pair.split("-")
        condition = conditions.get(target, "")
        inside = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
        written.append(f'<sequenceFlow id="{pair}" sourceRef="{source}" targetRef="{target}">{inside}</sequenceFlow>')
    return "".join(written)


START_END = '<startEvent id="s"/><endEvent id="e"/>'


def test_choice_of_another_tool_becomes_conditions_of_the_steps_on_its_branches() -> None:
    content = drawing(
        START_END
        + '<exclusiveGateway id="x" default="x-c"/><exclusiveGateway id="m"/>'
        + task("a")
        + task("b", kind="task")
        + task("c", kind="manualTask")
        + task("d", role="leader")
        + task("Ký duyệt", role="leader")
        + flows("s-x", "x-a", "a-b", "b-m", "x-c", "c-m", "m-d", "d-Ký duyệt", "Ký duyệt-e", a="data.far")
    )
    route = read_bpmn(content, "tệp.bpmn")
    assert [(one.key, one.after, one.when) for one in route.steps] == [
        ("a", (), "data.far"),
        ("b", ("a",), "data.far"),
        ("c", (), "!(data.far)"),
        ("d", ("b", "c"), None),
        ("ky_duyet", ("d",), None),
    ]
    assert route.provenance == Provenance("tệp.bpmn", Certainty.UNCERTAIN)


def test_choice_within_a_choice_needs_both_conditions() -> None:
    content = drawing(
        START_END
        + '<exclusiveGateway id="x" default="x-m"/><exclusiveGateway id="y" default="y-n"/>'
        + '<exclusiveGateway id="m"/><exclusiveGateway id="n"/>'
        + task("a")
        + task("z")
        + flows("s-x", "x-y", "x-m", "y-a", "y-n", "a-n", "n-m", "m-z", "z-e", y="data.p", a="data.q")
    )
    assert [(one.key, one.after, one.when) for one in read_bpmn(content, "x").steps] == [
        ("a", (), "(data.p) && (data.q)"),
        ("z", ("a",), None),
    ]


def test_several_flows_out_of_a_task_are_a_fork() -> None:
    content = drawing(
        START_END
        + '<parallelGateway id="j"/>'
        + "".join(task(key) for key in "abcd")
        + flows("s-a", "a-b", "a-c", "b-j", "c-j", "j-d", "d-e")
    )
    assert [one.after for one in read_bpmn(content, "x").steps] == [(), ("a",), ("a",), ("b", "c")]


SIMPLE = flows("s-a", "a-e")


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"", ["bpmn_not_xml"]),
        (b"<definitions", ["bpmn_not_xml"]),
        (b"<a/>", ["bpmn_no_process"]),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', ["bpmn_not_xml"]),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', ["bpmn_unsafe"]),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', ["bpmn_unsafe"]),
        (b" " * 2_000_001, ["bpmn_too_large"]),
        (drawing("".join(task(f"t{n}") for n in range(401))), ["bpmn_too_many"]),
        (drawing(START_END + task("a") + "<scriptTask id='x'/>" + SIMPLE), ["bpmn_not_supported"]),
        (drawing(START_END + task("a") + "<subProcess id='x'/><task/>" + SIMPLE), ["bpmn_not_supported", "bpmn_id"]),
        (drawing(START_END + task("a") + task("a") + SIMPLE), ["bpmn_id"]),
        (
            drawing("<startEvent id='s'><timerEventDefinition/></startEvent><endEvent id='e'/>" + task("a") + SIMPLE),
            ["bpmn_event_not_supported"],
        ),
        (
            drawing(START_END + task("a", inside="<standardLoopCharacteristics/>") + SIMPLE),
            ["bpmn_not_supported"],
        ),
        (drawing(START_END + task("a") + flows("s-a", "a-q")), ["bpmn_flow_ends"]),
        (drawing(START_END + task("a") + task("b") + flows("s-a", "a-b", "b-a", "a-e")), ["bpmn_loop"]),
        (drawing(START_END + task("a") + task("b") + flows("s-a", "a-e", "b-e")), ["bpmn_no_start"]),
        (drawing("<endEvent id='e'/>" + task("a") + flows("a-e")), ["bpmn_starts", "bpmn_no_start"]),
        (drawing(START_END + task("a") + task("b") + flows("s-a", "a-e", "e-b")), ["bpmn_end_left"]),
        (drawing(START_END + task("a", role="") + SIMPLE), ["bpmn_no_role"]),
        (drawing(START_END + task("a", name="", role="wizard") + SIMPLE), ["bpmn_no_name", "bpmn_no_role"]),
        (drawing(START_END + task("1") + flows("s-1", "1-e")), ["bpmn_key"]),
        (drawing(START_END + task("a") + task("A") + flows("s-a", "a-A", "A-e")), ["bpmn_key"]),
        (drawing(START_END + task("a") + flows("s-a", "a-e", a="data.x")), ["bpmn_condition_elsewhere"]),
        (
            drawing(START_END + "<exclusiveGateway id='x'/>" + task("a") + flows("s-x", "x-a", "x-e", a="data.x")),
            ["bpmn_choice_no_default"],
        ),
        (
            drawing(START_END + "<exclusiveGateway id='x' default='x-e'/>" + task("a") + flows("s-x", "x-a", "x-e")),
            ["bpmn_choice_no_condition"],
        ),
        (
            drawing(START_END + task("a") + task("b") + task("c") + flows("s-a", "s-b", "a-c", "b-c", "c-e")),
            ["bpmn_merge_mixed"],
        ),
        (
            drawing(
                START_END
                + "<exclusiveGateway id='x' default='x-b'/><parallelGateway id='j'/>"
                + task("a")
                + task("b")
                + flows("s-x", "x-a", "x-b", "a-j", "b-j", "j-e", a="data.x")
            ),
            ["bpmn_join_mixed"],
        ),
    ],
)
def test_drawing_that_cannot_be_a_route_is_refused_with_every_fault(content: bytes, codes: list[str]) -> None:
    with pytest.raises(BpmnNotReadable) as refusal:
        read_bpmn(content, "x")
    assert [finding.code for finding in refusal.value.findings] == codes
    assert all(str(finding) for finding in refusal.value.findings)


@pytest.mark.parametrize(
    "budget", ['budget="1/0" unit="working_day"', 'budget="2"', 'unit="working_day"', 'budget="x" unit="y"']
)
def test_budget_that_cannot_be_read_is_refused(budget: str) -> None:
    inside = f"<extensionElements><m:step {budget}/></extensionElements>"
    with pytest.raises(BpmnNotReadable) as refusal:
        read_bpmn(drawing(START_END + task("a", inside=inside) + SIMPLE, ' xmlns:m="urn:motcua:route:1"'), "x")
    assert [finding.code for finding in refusal.value.findings] == ["bpmn_budget"]


def test_deep_nesting_is_survived() -> None:
    deep = drawing(
        START_END + task("a") + SIMPLE + "<documentation>" + "<x>" * 50_000 + "</x>" * 50_000 + "</documentation>"
    )
    assert [one.key for one in read_bpmn(deep, "x").steps] == ["a"]


@given(
    st.binary(max_size=200)
    | st.lists(st.sampled_from([START_END, task("a"), SIMPLE, "<task id='b'/>", "&x;"])).map("".join).map(drawing)
)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        assert read_bpmn(content, "x").steps
    except BpmnNotReadable as refusal:
        assert refusal.findings


@given(routes())
def test_written_file_is_valid_by_the_schema_of_the_standard(route: Route) -> None:
    BpmnValidator().validate(lxml.etree.ElementTree(lxml.etree.fromstring(write_bpmn(route, "Thủ tục"))), "route.bpmn")

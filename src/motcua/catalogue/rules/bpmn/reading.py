"""From a BPMN 2.0 file, ours or another tool's, to a route.

What a route cannot say is refused, not guessed: loops, messages, timers, code, sub-processes, choices that do not meet
again. Choices become conditions of the steps on their branches. The file comes from outside: document types and
entities are refused before anything is read.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from fractions import Fraction

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from motcua.catalogue.rules.bpmn.flows import Way, ways_into
from motcua.catalogue.rules.bpmn.graph import Flow, Graph, NodeKind
from motcua.catalogue.rules.bpmn.names import bpmn, motcua
from motcua.catalogue.rules.edition import Certainty, Limit, LimitUnit, Provenance, Route, Step, Text
from motcua.catalogue.rules.findings import Finding
from motcua.directory.rules.roles import RoleName
from motcua.kernel.refusal import Refusal
from motcua.kernel.text import fold, normalise
from motcua.kernel.text import gettext_noop as _

LARGEST_BYTES = 2_000_000
MOST_ELEMENTS = 400
LONGEST_NAME = 400
KINDS = {
    "startEvent": NodeKind.START,
    "endEvent": NodeKind.END,
    "task": NodeKind.TASK,
    "userTask": NodeKind.TASK,
    "manualTask": NodeKind.TASK,
    "parallelGateway": NodeKind.PARALLEL,
    "exclusiveGateway": NodeKind.EXCLUSIVE,
}
SAYS_NOTHING = {"documentation", "extensionElements", "laneSet", "textAnnotation", "association", "group", "category"}
"""Children of a process that do not change how it runs."""

FAULTS = {
    "bpmn_too_large": _("Tệp lớn hơn {most} byte"),
    "bpmn_not_xml": _("Tệp không phải XML hợp lệ: {problem}"),
    "bpmn_unsafe": _("Tệp có khai báo DOCTYPE hoặc thực thể XML nên không được đọc"),
    "bpmn_no_process": _("Tệp cần đúng một quy trình (process) BPMN 2.0, có {count}"),
    "bpmn_too_many": _("Quy trình có {count} phần tử, nhiều nhất là {most}"),
    "bpmn_not_supported": _("Phần tử {kind} “{id}” không dùng được trong quy trình nội bộ"),
    "bpmn_event_not_supported": _("Sự kiện “{id}” có {kind}; chỉ dùng sự kiện bắt đầu và kết thúc đơn giản"),
    "bpmn_id": _("Phần tử {kind} không có id hoặc id “{id}” bị lặp"),
    "bpmn_flow_ends": _("Luồng “{id}” nối tới phần tử không có"),
    "bpmn_no_role": _("Bước “{id}” không ghi vai trò, hoặc vai trò “{role}” không có"),
    "bpmn_no_name": _("Bước “{id}” không có tên"),
    "bpmn_name_too_long": _("Tên bước “{id}” dài quá {most} ký tự"),
    "bpmn_key": _("Khóa bước “{key}” bị lặp hoặc không dùng được; dùng chữ thường không dấu, số và dấu gạch dưới"),
    "bpmn_budget": _("Thời gian của bước “{id}” không đọc được: {value} {unit}"),
    "bpmn_certainty": _("Mức độ chắc chắn “{value}” không có"),
}
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


class BpmnNotReadable(Refusal):
    """The BPMN file cannot be a route. Correct every element named, then import it again."""

    status = 422

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(findings=[str(finding) for finding in findings])


def read_bpmn(content: bytes, source: str) -> Route:
    """The route of the file; `source` is its provenance where the file itself tells none.

    Raises BpmnNotReadable with every fault; `path` of a fault is the element's id.
    """
    reader = _Reader(_process(content))
    graph = reader.graph()
    reader.refuse_faults()
    ways, findings = ways_into(graph)
    reader.findings += findings
    steps = reader.steps(ways)
    provenance = reader.provenance(source)
    reader.refuse_faults()
    return Route(steps, provenance)


def _fault(code: str, path: str, /, **values: object) -> Finding:
    return Finding(code, FAULTS[code], None, path, values)


def _process(content: bytes) -> ET.Element:
    if len(content) > LARGEST_BYTES:
        raise BpmnNotReadable([_fault("bpmn_too_large", "", most=LARGEST_BYTES)])
    try:
        root: ET.Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise BpmnNotReadable([_fault("bpmn_unsafe", "")]) from None
    except (ET.ParseError, ValueError, LookupError) as problem:
        raise BpmnNotReadable([_fault("bpmn_not_xml", "", problem=problem)]) from None
    processes = root.findall(bpmn("process")) if root.tag == bpmn("definitions") else []
    if len(processes) != 1:
        raise BpmnNotReadable([_fault("bpmn_no_process", "", count=len(processes))])
    count = sum(1 for _element in processes[0])
    if count > MOST_ELEMENTS:
        raise BpmnNotReadable([_fault("bpmn_too_many", "", count=count, most=MOST_ELEMENTS)])
    return processes[0]


class _Reader:
    """One process with what was found wrong in it."""

    def __init__(self, process: ET.Element) -> None:
        self.process = process
        self.findings: list[Finding] = []
        self.tasks: dict[str, ET.Element] = {}

    def refuse_faults(self) -> None:
        if self.findings:
            raise BpmnNotReadable(self.findings)

    def fault(self, code: str, path: str, /, **values: object) -> None:
        self.findings.append(_fault(code, path, **values))

    def graph(self) -> Graph:
        graph = Graph()
        seen: set[str] = set()
        defaults: set[str] = set()
        flows: list[ET.Element] = []
        for element in self.process:
            kind = element.tag.rpartition("}")[2]
            element_id = element.get("id", "")
            if element.tag == bpmn("sequenceFlow"):
                flows.append(element)
            elif element.tag != bpmn(kind) or kind in SAYS_NOTHING:
                continue
            elif kind not in KINDS:
                self.fault("bpmn_not_supported", element_id, kind=kind, id=element_id)
                continue
            else:
                graph.add(element_id, KINDS[kind])
                defaults.add(element.get("default", ""))
                self._look_at(element, KINDS[kind])
            if not element_id or element_id in seen:
                self.fault("bpmn_id", element_id, kind=kind, id=element_id)
            seen.add(element_id)
        nodes = {node.id for node in graph.nodes}
        for element in flows:
            flow = _flow(element, defaults)
            graph.flows.append(flow)
            if not {flow.source, flow.target} <= nodes and not self.findings:
                self.fault("bpmn_flow_ends", flow.id, id=flow.id)
        return graph

    def _look_at(self, element: ET.Element, kind: NodeKind) -> None:
        element_id = element.get("id", "")
        if kind is NodeKind.TASK:
            self.tasks[element_id] = element
        for child in element:
            name = child.tag.rpartition("}")[2]
            if name.endswith("EventDefinition"):
                self.fault("bpmn_event_not_supported", element_id, id=element_id, kind=name)
            elif name.endswith("LoopCharacteristics"):
                self.fault("bpmn_not_supported", element_id, id=element_id, kind=name)

    def steps(self, ways: dict[str, Way]) -> tuple[Step, ...]:
        """The tasks as steps, in the order of the file."""
        keys: dict[str, str] = {}
        for task_id, element in self.tasks.items():
            key = _key(task_id, element)
            if not _KEY.fullmatch(key) or key in keys.values():
                self.fault("bpmn_key", task_id, key=key)
            keys[task_id] = key
        return tuple(
            step
            for task_id, element in self.tasks.items()
            if task_id in ways and (step := self._step(task_id, element, keys, ways[task_id]))
        )

    def _step(self, task_id: str, element: ET.Element, keys: dict[str, str], way: Way) -> Step | None:
        ours = _ours(element, "step")
        name = normalise(element.get("name", ""))
        english = normalise(ours.get("en", ""))
        if not name:
            self.fault("bpmn_no_name", task_id, id=task_id)
        if max(len(name), len(english)) > LONGEST_NAME:
            self.fault("bpmn_name_too_long", task_id, id=task_id, most=LONGEST_NAME)
        owner = element.find(f".//{bpmn('potentialOwner')}//{bpmn('formalExpression')}")
        role = (owner.text or "").strip() if owner is not None else ""
        if role not in set(RoleName):
            self.fault("bpmn_no_role", task_id, id=task_id, role=role)
            return None
        return Step(
            key=keys[task_id],
            name=Text(vi=name, en=english or name),
            role=RoleName(role),
            budget=self._budget(task_id, ours),
            after=tuple(keys[after] for after in way.after),
            when=way.when,
            acts=tuple(act.get("name", "") for act in ours.findall(motcua("act"))),
        )

    def _budget(self, task_id: str, ours: ET.Element) -> Limit | None:
        value, unit = ours.get("budget"), ours.get("unit")
        if value is None and unit is None:
            return None
        try:
            if len(value or "") > 20:
                raise ValueError
            return Limit(Fraction(value or ""), LimitUnit(unit or ""))
        except (ValueError, ZeroDivisionError):
            self.fault("bpmn_budget", task_id, id=task_id, value=value or "", unit=unit or "")
            return None

    def provenance(self, source: str) -> Provenance:
        ours = _ours(self.process, "route")
        certainty = ours.get("certainty", Certainty.UNCERTAIN.value)
        if certainty not in set(Certainty):
            self.fault("bpmn_certainty", "", value=certainty)
            certainty = Certainty.UNCERTAIN.value
        return Provenance(ours.get("source", source), Certainty(certainty))


def _ours(element: ET.Element, name: str) -> ET.Element:
    found = element.find(f"{bpmn('extensionElements')}/{motcua(name)}")
    return ET.Element(name) if found is None else found


def _key(task_id: str, element: ET.Element) -> str:
    return _ours(element, "step").get("key") or re.sub(r"[^a-z0-9_]+", "_", fold(task_id.removeprefix("step_")))


def _flow(element: ET.Element, defaults: set[str]) -> Flow:
    flow_id = element.get("id", "")
    expression = element.find(bpmn("conditionExpression"))
    condition = (expression.text or "").strip() if expression is not None else ""
    return Flow(
        flow_id,
        element.get("sourceRef", ""),
        element.get("targetRef", ""),
        condition or None,
        is_default=flow_id in defaults,
    )

"""From a route to a BPMN 2.0 file with its drawing."""

import xml.etree.ElementTree as ET

from motcua.catalogue.rules.bpmn.graph import Flow, Graph, Node, NodeKind, graph_of
from motcua.catalogue.rules.bpmn.layout import boxes, waypoints
from motcua.catalogue.rules.bpmn.names import BPMN, BPMNDI, CEL, DC, DI, MOTCUA, XSI, bpmn, motcua
from motcua.catalogue.rules.edition import Route, Step

for _prefix, _namespace in {
    "bpmn": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "xsi": XSI, "motcua": MOTCUA,
}.items():  # fmt: skip
    ET.register_namespace(_prefix, _namespace)


def write_bpmn(route: Route, name: str) -> bytes:
    """The route as a BPMN file; `name` is the procedure's. Reading it again gives the same route.

    Raises RouteNotDrawable when its steps are no acyclic graph.
    """
    graph = graph_of(route)
    definitions = ET.Element(bpmn("definitions"), {"id": "definitions", "targetNamespace": MOTCUA})
    process = ET.SubElement(definitions, bpmn("process"), {"id": "route", "name": name, "isExecutable": "false"})
    extension = ET.SubElement(process, bpmn("extensionElements"))
    provenance = {"source": route.provenance.source, "certainty": route.provenance.certainty.value}
    ET.SubElement(extension, motcua("route"), provenance)
    order = {f"step_{step.key}": index for index, step in enumerate(route.steps)}
    for node in sorted(graph.nodes, key=lambda node: order.get(node.id, -1)):
        _write_node(process, node, graph)
    for flow in graph.flows:
        _write_flow(process, flow)
    _write_drawing(definitions, graph)
    ET.indent(definitions)
    content: bytes = ET.tostring(definitions, encoding="UTF-8", xml_declaration=True)
    return content


def _write_node(process: ET.Element, node: Node, graph: Graph) -> None:
    element = ET.SubElement(process, bpmn(node.kind), {"id": node.id})
    if node.step is not None:
        element.set("name", node.step.name.vi)
        _write_step(element, node.step)
    for direction, flows in (
        ("incoming", [flow for flow in graph.flows if flow.target == node.id]),
        ("outgoing", [flow for flow in graph.flows if flow.source == node.id]),
    ):
        for flow in flows:
            ET.SubElement(element, bpmn(direction)).text = flow.id
            if flow.is_default and direction == "outgoing":
                element.set("default", flow.id)
    if node.step is not None:
        owner = ET.SubElement(element, bpmn("potentialOwner"))
        expression = ET.SubElement(owner, bpmn("resourceAssignmentExpression"))
        ET.SubElement(expression, bpmn("formalExpression")).text = node.step.role.value


def _write_step(element: ET.Element, step: Step) -> None:
    extension = ET.SubElement(element, bpmn("extensionElements"))
    written = ET.SubElement(extension, motcua("step"), {"key": step.key, "en": step.name.en})
    if step.budget is not None:
        written.set("budget", str(step.budget.value))
        written.set("unit", step.budget.unit.value)
    for act in step.acts:
        ET.SubElement(written, motcua("act"), {"name": act})


def _write_flow(process: ET.Element, flow: Flow) -> None:
    attributes = {"id": flow.id, "sourceRef": flow.source, "targetRef": flow.target}
    element = ET.SubElement(process, bpmn("sequenceFlow"), attributes)
    if flow.condition is not None:
        kind = {f"{{{XSI}}}type": "bpmn:tFormalExpression", "language": CEL}
        ET.SubElement(element, bpmn("conditionExpression"), kind).text = flow.condition


def _write_drawing(definitions: ET.Element, graph: Graph) -> None:
    diagram = ET.SubElement(definitions, f"{{{BPMNDI}}}BPMNDiagram", {"id": "drawing"})
    plane = ET.SubElement(diagram, f"{{{BPMNDI}}}BPMNPlane", {"id": "plane", "bpmnElement": "route"})
    placed = boxes(graph)
    for node in graph.nodes:
        attributes = {"id": f"shape_{node.id}", "bpmnElement": node.id}
        if node.kind is NodeKind.EXCLUSIVE:
            attributes["isMarkerVisible"] = "true"
        shape = ET.SubElement(plane, f"{{{BPMNDI}}}BPMNShape", attributes)
        box = placed[node.id]
        bounds = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        ET.SubElement(shape, f"{{{DC}}}Bounds", {name: str(value) for name, value in bounds.items()})
    for flow in graph.flows:
        attributes = {"id": f"edge_{flow.id}", "bpmnElement": flow.id}
        edge = ET.SubElement(plane, f"{{{BPMNDI}}}BPMNEdge", attributes)
        for x, y in waypoints(flow, placed):
            ET.SubElement(edge, f"{{{DI}}}waypoint", {"x": str(x), "y": str(y)})

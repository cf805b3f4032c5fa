"""Names of BPMN 2.0 (OMG formal/2011-01-03) and of our extension to it."""

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
MOTCUA = "urn:motcua:route:1"
"""Our extension: `route` (source, certainty) of the process; `step` (key, en, budget, unit) with `act`s of a task."""
CEL = "https://cel.dev"


def bpmn(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def motcua(name: str) -> str:
    return f"{{{MOTCUA}}}{name}"

"""Routes as BPMN 2.0, to draw them in other tools and to take them back."""

from motcua.catalogue.rules.bpmn.graph import RouteNotDrawable
from motcua.catalogue.rules.bpmn.reading import BpmnNotReadable, read_bpmn
from motcua.catalogue.rules.bpmn.writing import write_bpmn

__all__ = ["BpmnNotReadable", "RouteNotDrawable", "read_bpmn", "write_bpmn"]

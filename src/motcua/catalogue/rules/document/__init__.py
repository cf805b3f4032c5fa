"""An edition as a YAML file for people and as a JSON document for the database."""

from motcua.catalogue.rules.document.parsing import CatalogueFileFaulty, Examination, examine, inspect, parse
from motcua.catalogue.rules.document.stored import from_json
from motcua.catalogue.rules.document.writing import dump, fingerprint, to_json

__all__ = [
    "CatalogueFileFaulty",
    "Examination",
    "dump",
    "examine",
    "fingerprint",
    "from_json",
    "inspect",
    "parse",
    "to_json",
]

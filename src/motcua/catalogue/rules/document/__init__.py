"""An edition as a YAML file for people and as a JSON document for the database."""

from motcua.catalogue.rules.document.parsing import CatalogueFileFaulty, examine, parse
from motcua.catalogue.rules.document.stored import from_json
from motcua.catalogue.rules.document.writing import dump, fingerprint, to_json

__all__ = ["CatalogueFileFaulty", "dump", "examine", "fingerprint", "from_json", "parse", "to_json"]

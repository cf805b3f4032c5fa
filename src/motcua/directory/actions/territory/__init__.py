"""Administrative units: the import of both schemes, and later changes as dated rows."""

from motcua.directory.actions.territory.changes import apply_change
from motcua.directory.actions.territory.importing import import_territory

__all__ = ["apply_change", "import_territory"]

"""Administrative units: the import of both schemes, and later changes as dated rows."""

from motcua.directory.actions.territory.importing import import_territory

__all__ = ["import_territory"]

"""The casefile: one dossier, locked, with its legs, ledgers and tasks, as an act sees and changes it.

Every act opens it, changes it and settles it. Settling works the caches out anew (due dates, stage, who takes part)
and writes what changed in a handful of statements, however many legs there are. Inside, legs go by their key, so that
a dossier that is not yet stored works the same way. Four modules build on each other: rows, clocks, course, settling.
"""

from motcua.dossiers.actions.casefile.settling import Casefile

__all__ = ["Casefile"]

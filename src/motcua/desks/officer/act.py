"""An act as data: where it is, who may open it, its form, and the one action it calls."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from motcua.desks.officer.act_forms import ActForm
from motcua.desks.officer.ground import Ground
from motcua.directory.rules.actors import Actor
from motcua.directory.rules.roles import Permission

Values = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """One act: `path` and `name` of its address, its words, its form and what it does."""

    name: str
    path: str
    title: str | Promise
    done: str | Promise
    permission: Permission
    find: Callable[[Actor, int, datetime], Ground]
    form: type[ActForm]
    perform: Callable[[Ground, Values, Any], object]

"""Reference data kept per process: built once, and anew as soon as what it was built from has changed.

Reference data changes rarely and is asked for all the time. Its tables belong to topics; a trigger gives a topic a
fresh number with every write to one of its tables (`kernel_reference_changed`, migration 0006). What was built at one
set of numbers is never given out at another, so a look at one small table is all it takes, and nothing kept is stale.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from motcua.kernel.statements import ask

P = ParamSpec("P")
T = TypeVar("T")


class _Look:
    """The topics' numbers, asked for once."""

    def __init__(self) -> None:
        self.numbers: Mapping[str, int] | None = None

    def of(self, topics: tuple[str, ...]) -> tuple[int | None, ...]:
        if self.numbers is None:
            self.numbers = dict(ask("SELECT topic, number FROM kernel_referencenumber"))
        return tuple(map(self.numbers.get, topics))


_shared: ContextVar[_Look | None] = ContextVar("motcua_reference_look", default=None)


@contextmanager
def one_look() -> Iterator[None]:
    """Within it the numbers are asked for once: for a request, which sees reference data as it was when it came in."""
    token = _shared.set(_Look())
    try:
        yield
    finally:
        _shared.reset(token)


def kept(*topics: str, size: int = 4096) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Keep a function's answers, by its arguments, until one of the topics changes.

    What it gives must not be changed by whoever gets it. Costs one cheap statement, or none within `one_look`.
    """

    def keeping(build: Callable[P, T]) -> Callable[P, T]:
        @lru_cache(maxsize=size)
        def built(numbers: tuple[int | None, ...], *args: Any, **kwargs: Any) -> T:
            return build(*args, **kwargs)

        @wraps(build)
        def current(*args: P.args, **kwargs: P.kwargs) -> T:
            numbers = (_shared.get() or _Look()).of(topics)
            if None in numbers:  # an unknown topic, or the table was emptied
                return build(*args, **kwargs)
            return built(numbers, *args, **kwargs)  # type: ignore[arg-type]  # arguments must be hashable

        return current

    return keeping

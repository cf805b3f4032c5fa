"""Gap-free numbering: one row per series, locked until the act commits."""

from motcua.kernel.statements import run


def next_number(series: str) -> int:
    """The next number of the series, from 1; two acts never get the same one, a rolled-back act gives its back."""
    ((number,),) = run(
        "INSERT INTO kernel_numbersequence AS s (series, last) VALUES ($1, 1)"
        " ON CONFLICT (series) DO UPDATE SET last = s.last + 1 RETURNING last",
        [series],
    )
    return int(number)

"""Typing errors: which words of the catalogue may have been meant by words that are not in it."""

import itertools
import string
from collections.abc import Iterable, Set
from dataclasses import dataclass

SHORTEST = 3
"""A shorter word is one edit away from too many others."""
LONGEST = 20
WORDS_MAX = 12
PHRASES_MAX = 60
_LETTERS = string.ascii_lowercase


def one_edit(word: str) -> frozenset[str]:
    """Every word that is one slip of the finger away: two letters swapped, one left out, added or changed."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return frozenset()
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    swapped = (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1)
    shorter = (a + b[1:] for a, b in cuts if b)
    changed = (a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS)
    longer = (a + letter + b for a, b in cuts for letter in _LETTERS)
    return frozenset(itertools.chain(swapped, shorter, changed, longer)) - {word}


@dataclass(frozen=True)
class Guess:
    """One way to read what was typed: for each word, what it must begin with or the whole words it may be."""

    beginnings: tuple[str, ...]
    meant: tuple[tuple[str, ...], ...]
    """For each word that is wrong, the words it may be."""
    phrases: tuple[str, ...]
    """The whole text put right, in some of the possible ways."""


def guesses(way: str, known: Set[str], begun: Set[str]) -> list[Guess]:
    """How a text can be put right: `known` are words of the catalogue, `begun` those typed that begin one of them.

    A word that begins none must be wrong; it is left out when nothing in the catalogue is near it and most words
    remain. When every word begins one, any single one may be wrong.
    """
    words = way.split()[:WORDS_MAX]
    near = [tuple(sorted(one_edit(word) & known)) for word in words]
    wrong = {place for place, word in enumerate(words) if word not in begun}
    if wrong:
        kept = [place for place in range(len(words)) if place not in wrong or near[place]]
        return [_guess(words, near, kept, wrong)] if 2 * len(kept) > len(words) else []
    return [_guess(words, near, range(len(words)), {place}) for place in range(len(words)) if near[place]]


def _guess(words: list[str], near: list[tuple[str, ...]], kept: Iterable[int], wrong: Set[int]) -> Guess:
    kept = list(kept)
    choices = [near[place] if place in wrong else (words[place],) for place in kept]
    return Guess(
        beginnings=tuple(words[place] for place in kept if place not in wrong),
        meant=tuple(near[place] for place in kept if place in wrong),
        phrases=tuple(" ".join(chosen) for chosen in itertools.islice(itertools.product(*choices), PHRASES_MAX)),
    )

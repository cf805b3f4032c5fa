"""What people type to find a procedure: unaccented, half accented, with keys of an input method left over."""

import re

from motcua.kernel.text import acronym, fold

ACRONYM_LONGEST = 20
SEARCH_LONGEST = 1200

_VOWELS = "aeiouy"
_TONE_KEYS = "sfrxjz"
_I_FOR_Y = re.compile(r"(?<=\b[hklmst])i\b")
"""Kí, lí, mĩ, sĩ, tỉ: the spelling of schoolbooks for what laws write with y."""
_SIGNS = re.compile(r"[^a-z0-9.]")


def search_text(code: str, name_vi: str, name_en: str, acronyms: str, also: str = "") -> str:
    """What a procedure is found by: acronyms, code with and without dots, names, other names in use; all folded.

    With a space at both ends, so that a pattern can ask for the beginning of a word, and a bar around every name, so
    that one can ask for a whole name.
    """
    names = " | ".join(fold(name) for name in (name_vi, *also.split(", "), name_en) if name)
    words = f"{acronyms} {code} {code.replace('.', '')} | {names} |".split()
    return f" {' '.join(words)}"[: SEARCH_LONGEST - 1] + " "


def acronym_text(name_vi: str, own: tuple[str, ...]) -> str:
    """The acronyms given by hand, then the automatic one, separated by spaces, with a space at both ends."""
    found = dict.fromkeys([*own, acronym(name_vi)[:ACRONYM_LONGEST]])
    return f" {' '.join(word for word in found if word)} "


def readings(typed: str) -> list[str]:
    """The ways to read what was typed: folded as it is, then with keys of Telex or VNI taken away, then with y for i.

    Where the tone mark stands (hoà, hòa) does not matter, for marks are taken away; ký and kí are both written.
    """
    plain = " ".join(_SIGNS.sub(" ", fold(typed)).split())
    ways = [plain, _without_telex(plain), _without_vni(plain)]
    ways += [_I_FOR_Y.sub("y", way) for way in ways]
    return list(dict.fromkeys(text for text in ways if text))


def _without_telex(text: str) -> str:
    return " ".join(filter(None, (_telex_word(word) for word in text.split())))


def _telex_word(word: str) -> str:
    """The word without Telex keys: a Vietnamese syllable has no s, f, r, x, j, z, w or d behind its vowel."""
    if not word.isalpha():
        return word
    letters: list[str] = []
    seen_vowel = False
    for letter in word.replace("dd", "d"):
        if letter == "w" and not (seen_vowel or letters[-1:] == ["u"]):
            letter = "u"
        elif seen_vowel and (letter in f"{_TONE_KEYS}wd" or (letter in "aeo" and letter in letters)):
            continue
        seen_vowel = seen_vowel or letter in _VOWELS
        letters.append(letter)
    return "".join(letters)


def _without_vni(text: str) -> str:
    return " ".join(re.sub(r"(?<=[a-z])[0-9]", "", word) for word in text.split())

"""Vietnamese text: one form for storage, one folded form for search, one key for sorting."""

import unicodedata

_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans({"đ": "d", "Đ": "D"})


def normalise(text: str) -> str:
    """The text in NFC with single spaces; phones and macOS send decomposed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """The text in lower case without marks: "Đăng ký khai sinh" becomes "dang ky khai sinh"."""
    decomposed = unicodedata.normalize("NFD", text.translate(_LETTERS_WITHOUT_DECOMPOSITION).casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def acronym(text: str) -> str:
    """The first letters of the folded words: "Đăng ký khai sinh" becomes "dkks"."""
    return "".join(word[0] for word in fold(text).split() if word[0].isalnum())


_VOWELS = "aăâeêioôơuưy"
_TONES = {"̀": 1, "̉": 2, "̃": 3, "́": 4, "̣": 5}
_ALPHABET = {letter: index for index, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=1)}


def _word_key(word: str) -> str:
    tone = 0
    letters = []
    for character in unicodedata.normalize("NFC", word.casefold()):
        base = []
        for part in unicodedata.normalize("NFD", character):
            if part in _TONES:
                tone = _TONES[part]
            else:
                base.append(part)
        letter = unicodedata.normalize("NFC", "".join(base))
        rank = _ALPHABET.get(letter)
        letters.append(f"{rank:02d}" if rank else f"~{letter}")
    return "".join(letters) + str(tone)


def name_sort_key(full_name: str) -> str:
    """Sort key of a person's name the Vietnamese way: given name (the last word) first, then family and middle names.

    Letters follow the Vietnamese alphabet (a, ă, â, b, … đ …); tones break ties in dictionary order.
    """
    words = normalise(full_name).split()
    return " ".join(_word_key(word) for word in words[-1:] + words[:-1])


def text_sort_key(text: str) -> str:
    """Sort key of a text in dictionary order: word by word from the front, as lists of names of things are sorted."""
    return " ".join(_word_key(word) for word in normalise(text).split())


def gettext_noop(message: str) -> str:
    """The message itself, marked for translation; whoever shows it translates it."""
    return message

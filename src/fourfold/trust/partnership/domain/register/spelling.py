"""When two spellings of a name are the same: case, spaces, hyphens, apostrophes and `&` make no difference."""

import re

_WORD = re.compile(r"\w+(?:['’]\w+)*|&")


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """Each word of `text` in its comparable form, with where it starts and ends."""
    return [(_comparable(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]


def comparable(name: str) -> tuple[str, ...]:
    """The words of a name in their comparable form: `A & E` and `a and e` are equal."""
    return tuple(word for word, _, _ in word_spans(name))


def _comparable(word: str) -> str:
    return "and" if word == "&" else word.casefold().replace("'", "").replace("’", "")

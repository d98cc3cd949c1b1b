"""Names of persons, brought to one form: letters, tokens, parts, sounds. Pure functions of one text each."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from jellyfish import metaphone

MISSING_WORDS = frozenset(
    [
        "unknown",
        "unk",
        "unkown",
        "unnamed",
        "none",
        "null",
        "nil",
        "nk",
        "nfn",
        "nfk",
        "anon",
        "anonymous",
        "refused",
        "withheld",
        "tbc",
        "tba",
        "test",
        "testing",
        "notknown",
        "notstated",
        "notgiven",
        "notprovided",
        "notavailable",
        "noname",
        "nosurname",
        "noforename",
        "nofixedname",
        "baby",
        "infant",
    ]
)
TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lady", "lord", "master", "rev", "prof"])
SUFFIXES = frozenset(["jr", "jnr", "junior", "sr", "snr", "senior", "ii", "iii", "iv"])
PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "de",
        "da",
        "das",
        "do",
        "dos",
        "del",
        "della",
        "di",
        "du",
        "d",
        "la",
        "le",
        "las",
        "los",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "zu",
        "bin",
        "ibn",
        "bint",
        "binti",
        "ben",
        "ould",
        "o",
        "mac",
        "mc",
        "st",
        "san",
        "santa",
    ]
)
# Letters that NFKD leaves whole, and the Cyrillic and Greek ones in the spelling that British records use.
LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
        "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya", "і": "i", "є": "ye", "ґ": "g", "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z",
        "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p",
        "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
    }
)  # fmt: skip
# Spellings of one sound in names that came into English by different roads: Mohammed, Yousef, Khadija, Szymon.
ROADS = (
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("zh", "j"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("sz", "sh"),
    ("cz", "ch"), ("dj", "j"), ("w", "v"), ("q", "k"), ("y", "i"), ("ph", "f"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """One name: `whole` without gaps, its `first` token, its `parts` that count, and the `sound` of the last part."""

    whole: str
    first: str
    parts: tuple[str, ...]
    sound: str


def letters(text: str) -> str:
    """Lower-case Latin letters, spaces and hyphens: accents, apostrophes and other marks are gone.

    Letters of scripts that have no entry above stay as they are: such names are compared as written.
    """
    if text.isascii() and text.isalpha():
        return text.lower()
    lowered = text.lower().translate(LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    joined = re.sub(r"['’‘`´ʼʻ]", "", plain.translate(LETTERS))
    return re.sub(r"[^\w]+|[\d_]+", " ", joined).strip()


def is_placeholder(text: str) -> bool:
    """Whether a text stands for a name that nobody knows: `unknown`, `n/a`, `xxx`, dashes."""
    squeezed = text.lower() if text.isalnum() else re.sub(r"[\W_]+", "", text.lower())
    if not squeezed or squeezed in MISSING_WORDS:
        return True
    return text.strip().lower() in {"n/a", "n.a.", "n\\a"} or (len(squeezed) > 1 and set(squeezed) == {"x"})


def forename(text: str) -> Name | None:
    """A forename or several; `first` is the one that a person goes by in most records. None: a placeholder."""
    return _name(text, drop=TITLES | SUFFIXES, last=False)


def surname(text: str) -> Name | None:
    """A surname; particles (`van der`, `al-`, `O'`) belong to `whole` but are no part by themselves."""
    return _name(text, drop=SUFFIXES, last=True)


def _name(text: str, *, drop: frozenset[str], last: bool) -> Name | None:
    if is_placeholder(text):
        return None
    tokens = letters(text).split()
    kept = [token for token in tokens if token not in drop] or ([] if tokens and tokens[0] in TITLES else tokens)
    if not kept:
        return None
    parts = tuple(dict.fromkeys(token for token in kept if token not in PARTICLES)) or ("".join(kept),)
    return Name("".join(kept), kept[0], parts, sound(parts[-1] if last else kept[0]))


@cache
def sound(word: str) -> str:
    """How a word sounds, whichever way it was spelt: Metaphone over spellings of one sound made one."""
    spelt = word
    for written, heard in ROADS:
        spelt = spelt.replace(written, heard)
    return metaphone(spelt) or word

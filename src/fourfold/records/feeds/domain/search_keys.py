"""Keys by which a record is found: what it says of a person, broken into texts that are looked for by equality alone.

Row-level security lets no index answer "contains" or "is like", and what is like must not be guessed from outside. So
all tolerance stands in the keys: sounds, words with a letter left out (Symmetric Delete, W. Garbe 2012), two words
together, a word together with a date of birth. Kept as keyed hashes of 64 bits: who has the table alone has nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from fourfold.engines.linkage.normalising import dates, identifiers, places
from fourfold.engines.linkage.normalising.names import PARTICLES, SUFFIXES, TITLES, letters, sound
from fourfold.records.feeds.domain.identifiers import IDENTIFIERS, Keys
from fourfold.records.feeds.domain.records import BORN_ON, NAME

KEYS_VERSION = 1
"""Goes up whenever the same record would have other keys. `fourfold migrate` then makes them anew from contents."""
OTHER_NAMES, ADDRESS, POSTCODE = "other_names", "address", "postcode"
NAMES = (NAME, OTHER_NAMES)
_WORDS = 4
"""Words of a name that are paired with each other."""
_OTHERS = 3
"""Other names of one person that are looked for."""
_SIGNS = 9
"""Letters of a word that its shortened forms keep: slips further on are heard, or forgiven by the other word."""
_SHORTEST = 4
"""Letters that a word has at least, to be found with one of them left out."""


@dataclass(frozen=True, slots=True)
class Key:
    """A text to look for, and the fields of which it is made (`born_on+name`): it is found where all are shared."""

    fields: str
    text: str


@dataclass(frozen=True, slots=True)
class AskedKey:
    """A key that is looked for, how much it counts, and what it says of a record that has it (bits of the asker)."""

    text: str
    weight: float
    flag: int = 0


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in plain letters, each once: without titles, and without particles where more is left."""
    found = [word for word in letters(name).split() if word not in TITLES | SUFFIXES]
    kept = [word for word in found if word not in PARTICLES] or found
    return tuple(dict.fromkeys(kept))[:_WORDS]


@lru_cache(maxsize=20_000)
def whole_words(name: str) -> tuple[str, ...]:
    """The words, and where there are three or more what follows the first as one: `smithjones`, `vanderberg`."""
    words, rest = words_of(name), _rest(name)
    return (*words, rest) if rest and rest not in words else words


def pairs_of(name: str) -> list[tuple[str, str]]:
    """Words that stand together in a name, each with each: the order in which they are written tells nothing."""
    words, rest = words_of(name), _rest(name)
    return [*combinations(words, 2), *([(words[0], rest)] if rest and words and rest not in words else [])]


def _rest(name: str) -> str:
    rest = [word for word in letters(name).split() if word not in TITLES | SUFFIXES][1:]
    return "".join(rest) if len(rest) > 1 else ""


@lru_cache(maxsize=50_000)
def shortened(word: str) -> tuple[str, ...]:
    """The word, and the word with each of its letters left out: two words one slip apart have one in common."""
    head = word[:_SIGNS]
    if len(head) < _SHORTEST:
        return (head,)
    return tuple(dict.fromkeys([head, *(head[:at] + head[at + 1 :] for at in range(len(head)))]))


def pair_key(short: str, other: str) -> str:
    """A word, perhaps with a letter left out, beside the sound of another."""
    return f"p:{short}:{sound(other)}"


def word_key(word: str) -> str:
    """A single word as it is written."""
    return f"w:{word}"


def sound_key(word: str) -> str:
    """A single word as it sounds."""
    return f"s:{sound(word)}"


def born_key(born: str) -> str:
    """A date of birth, `2011-03-27`."""
    return f"b:{born}"


def born_sound_key(born: str, word: str) -> str:
    """A date of birth with the sound of a word of the name."""
    return f"bs:{born}:{sound(word)}"


def born_initial_key(born: str, word: str) -> str:
    """A date of birth with the first letter of a word of the name."""
    return f"bi:{born}:{word[0]}"


def postcode_key(postcode: str) -> str:
    """A postcode without gaps, in small letters."""
    return f"c:{postcode}"


def sector_sound_key(sector: str, word: str) -> str:
    """The area of a postcode (`me141`) with the sound of a word of the name."""
    return f"cs:{sector}:{sound(word)}"


def house_key(house: str, street: str) -> str:
    """The number of a house and the first word of its street."""
    return f"a:{house}:{street.partition(' ')[0]}"


def identifier_key(field: str, text: str) -> str:
    """An identifier, however it is spaced; one whose check digit does not hold, as it stands."""
    read = {"nhs_number": identifiers.nhs_number, "upn": identifiers.upn, "pnc_id": identifiers.pnc_id}[field]
    return f"i:{field}:{read(text) or ''.join(text.split()).upper()}"


def keys_of(values: Mapping[str, str]) -> set[Key]:
    """All keys of what a record says, values by the catalogue's fields (identifiers not sealed)."""
    birth = dates.birth(values.get(BORN_ON, ""))
    born = birth.text if birth else ""
    code = places.postcode(values.get(POSTCODE, ""))
    found = {Key(BORN_ON, born_key(born))} if born else set()
    for field in NAMES:
        for name in _names(field, values.get(field, "")):
            found |= {Key(field, text) for text in _name_keys(name)}
            words = whole_words(name)
            if born:
                found |= {Key(f"{BORN_ON}+{field}", born_sound_key(born, word)) for word in words}
                found |= {Key(f"{BORN_ON}+{field}", born_initial_key(born, word)) for word in words}
            if code:
                found |= {Key(f"{field}+{POSTCODE}", sector_sound_key(code.sector, word)) for word in words}
    if code:
        found.add(Key(POSTCODE, postcode_key(code.text)))
    home = places.address(values.get(ADDRESS, ""))
    if home and home.house and home.street:
        found.add(Key(ADDRESS, house_key(home.house, home.street)))
    found |= {Key(field, identifier_key(field, values[field])) for field in IDENTIFIERS & values.keys()}
    return found


def stored_keys(values: Mapping[str, str], keys: Keys) -> dict[str, list[int]]:
    """The keyed hashes of a record's keys by the fields of which they are made, as its content keeps them."""
    by_fields: dict[str, list[int]] = {}
    for key in sorted(keys_of(values), key=lambda one: (one.fields, one.text)):
        by_fields.setdefault(key.fields, []).append(hashed(key.text, keys))
    return by_fields


def hashed(text: str, keys: Keys) -> int:
    """The keyed hash of a key: 64 bits with their sign, so that PostgreSQL compares numbers."""
    return int.from_bytes(keys.hashed(text, "search")[:8], "big", signed=True)


def _names(field: str, text: str) -> Iterable[str]:
    return [text] if field == NAME else [one for one in text.split(";") if one.strip()][:_OTHERS]


def _name_keys(name: str) -> Iterator[str]:
    for word in whole_words(name):
        yield word_key(word)
        yield sound_key(word)
    for first, second in pairs_of(name):
        yield from (pair_key(short, second) for short in shortened(first))
        yield from (pair_key(short, first) for short in shortened(second))

"""What somebody knows of the person whom they look for, and the keys by which such a person is found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntFlag

from fourfold.engines.linkage.normalising import identifiers, places
from fourfold.engines.linkage.normalising.alikes import alikes
from fourfold.records.feeds.domain import search_keys as keys
from fourfold.records.feeds.domain.references import read_reference
from fourfold.records.feeds.domain.search_keys import AskedKey

_ALIKES = 16
"""Other forms of a forename that are asked for."""
_READ = {"nhs_number": identifiers.nhs_number, "upn": identifiers.upn, "pnc_id": identifiers.pnc_id}


class Met(IntFlag):
    """What of the question the keys of a record are known to meet, without its values being read."""

    NHS_NUMBER = 1
    UPN = 2
    PNC_ID = 4
    BORN = 8
    NAME = 16
    """Two words of the name, one of them perhaps with a slip or in another form, the other by its sound."""
    WORD = 32
    """The first word of the name with the date of birth; the others follow, bit by bit."""


NUMBERS = {"nhs_number": Met.NHS_NUMBER, "upn": Met.UPN, "pnc_id": Met.PNC_ID}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the person. `number`: by its field (`nhs_number`, `upn`, `pnc_id`), or the reference."""

    name: str = ""
    born: date | None = None
    address: str = ""
    postcode: str = ""
    number: tuple[str, str] = ("", "")
    reference: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the name that are looked for."""
        return keys.words_of(self.name)

    @property
    def is_name_alone(self) -> bool:
        """Whether nothing else could bring up somebody whose every word was written otherwise."""
        return not (self.born or self.address or self.postcode or self.number[0])

    @property
    def whole(self) -> int:
        """What the keys of a record must have met so that name and date of birth are both sure to be the same."""
        if self.born is None or len(self.words) < 2:
            return 0
        return sum(Met.WORD << place for place in range(len(self.words)))


def number_of(typed: str) -> tuple[str, str]:
    """Which identifier a text is, with its one form: by shape and check digit. Two empty texts for none."""
    return next(((field, found) for field, read in _READ.items() if (found := read(typed))), ("", ""))


def place_of(typed: str) -> tuple[str, str]:
    """An address and a postcode out of one line: `12 High Street, ME14 1XQ`. Either may be empty."""
    words = typed.replace(",", " ").split()
    for length in (2, 1):
        last = places.postcode(" ".join(words[-length:])) if len(words) >= length else None
        if last and places.UK_POSTCODE.match(last.text):
            return " ".join(words[:-length]), last.text
    return typed.strip(), ""


def reference_of(typed: str) -> str:
    """The reference that was typed, in its one form."""
    return read_reference(typed)


def keys_asked(asked: Asked) -> list[AskedKey]:
    """All keys by which the person might be found, each once, with how much it tells."""
    found: dict[str, AskedKey] = {}
    for key in _keys(asked):
        met = found.get(key.text)
        if met is None or met.weight < key.weight:
            found[key.text] = key
    return list(found.values())


def _keys(asked: Asked) -> Iterator[AskedKey]:
    field, text = asked.number
    if field:
        yield AskedKey(keys.identifier_key(field, text), 30, NUMBERS[field])
    yield from _name_keys(asked.name)
    if asked.is_name_alone:
        yield from _far_name_keys(asked.name)
    if asked.born:
        yield from _born_keys(asked.born, asked.name)
    code = places.postcode(asked.postcode)
    if code:
        yield AskedKey(keys.postcode_key(code.text), 6)
        for word in keys.whole_words(asked.name):
            yield AskedKey(keys.sector_sound_key(code.sector, word), 4)
    home = places.address(asked.address)
    if home and home.house and home.street:
        yield AskedKey(keys.house_key(home.house, home.street), 6)


def _name_keys(name: str) -> Iterator[AskedKey]:
    words = keys.whole_words(name)
    if len(words) == 1:
        yield AskedKey(keys.word_key(words[0]), 3)
        yield AskedKey(keys.sound_key(words[0]), 2)
        yield from (AskedKey(keys.word_key(other), 1.5) for other in _forms(words[0]))
    for first, second in keys.pairs_of(name):
        yield from _pair_keys(first, second)
        yield from _pair_keys(second, first)


def _pair_keys(word: str, other: str) -> Iterator[AskedKey]:
    short = keys.shortened(word)
    yield from (AskedKey(keys.pair_key(one, other), 6 / len(short), Met.NAME) for one in short)
    yield from (AskedKey(keys.pair_key(one[:9], other), 3, Met.NAME) for one in _forms(word))


def _far_name_keys(name: str) -> Iterator[AskedKey]:
    """One word in another form, and the other with a slip or in another form, too: Claire Dunccan, Chiara Duncan."""
    if len(keys.words_of(name)) == 2:  # of more words, two are likely to be nearer, and the keys would be thousands
        first, second = keys.words_of(name)
        yield from _far_pair_keys(first, second)
        yield from _far_pair_keys(second, first)


def _far_pair_keys(word: str, other: str) -> Iterator[AskedKey]:
    short = keys.shortened(word)
    by_sound = {keys.sound_key(form): form for form in _forms(other)}
    by_sound.pop(keys.sound_key(other), None)
    for form in by_sound.values():
        yield from (AskedKey(keys.pair_key(one, form), 3 / len(short), Met.NAME) for one in short)
        yield from (AskedKey(keys.pair_key(one[:9], form), 2, Met.NAME) for one in _forms(word))


def _forms(word: str) -> Sequence[str]:
    return alikes().get(word, ())[:_ALIKES]


def _born_keys(born: date, name: str) -> Iterator[AskedKey]:
    words = keys.whole_words(name)
    day = born.isoformat()
    yield AskedKey(keys.born_key(day), 6, Met.BORN)
    for place, word in enumerate(words):
        yield AskedKey(keys.born_sound_key(day, word), 4, Met.WORD << place)
        yield AskedKey(keys.born_initial_key(day, word), 2)
        yield from (AskedKey(keys.born_sound_key(other, word), 5) for other in near(born))
        yield from (AskedKey(keys.born_sound_key(day, one), 3) for one in _forms(word))


def near(born: date) -> list[str]:
    """Dates that are written for this one by a slip: day and month exchanged, one digit another, 1 January."""
    written = born.isoformat()
    found = {f"{born.year:04}-{born.day:02}-{born.month:02}", f"{born.year:04}-01-01"}
    for place in (3, 2, 5, 6, 8, 9):
        found |= {written[:place] + digit + written[place + 1 :] for digit in "0123456789"}
    found |= {f"{born.year + step:04}{written[4:]}" for step in (-10, -1, 1, 10)}
    return sorted(one for one in found - {written} if _is_date(one))


def _is_date(text: str) -> bool:
    try:
        return date(1880, 1, 1) <= date.fromisoformat(text) <= date(2100, 1, 1)
    except ValueError:
        return False

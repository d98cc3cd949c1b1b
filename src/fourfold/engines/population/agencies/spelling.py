"""Names that come out wrong: misheard, misread, mistyped.

Mishearing and misreading follow the phonetic and OCR rules of FEBRL (see data/ATTRIBUTION.md); mistyping follows the
neighbours on a British keyboard.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from unicodedata import combining, normalize

from fourfold.engines.population.chance import Chance
from fourfold.engines.population.places import rows_of

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
MISHEARD, MISREAD = 0.35, 0.15
"""Of all misspellings; the rest is mistyped."""
LETTERS = str.maketrans("łŁøØđĐßıðÐþÞæÆœŒə", "lLoOdDsidDtTaAoOe")
Rule = tuple[str, str, str]


@cache
def rules() -> Mapping[str, Sequence[Rule]]:
    """Rules by kind: where (START, END, MIDDLE, ALL), the letters, and what becomes of them."""
    found: dict[str, list[Rule]] = {"ocr": [], "pho": []}
    for row in rows_of("rules.csv"):
        found[row["kind"]].append((row["where"], row["was"], row["becomes"]))
    return found


@cache
def neighbours() -> Mapping[str, str]:
    """The letters beside each letter on its row of the keyboard, and above and below it."""
    found: dict[str, str] = {}
    for number, row in enumerate(ROWS):
        for place, letter in enumerate(row):
            beside = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
            above = ROWS[number - 1][place : place + 2] if number else ""
            below = ROWS[number + 1][max(0, place - 1) : place + 1] if number < 2 else ""
            found[letter] = beside + above + below
    return found


def misspelt(name: str, chance: Chance) -> str:
    """The name with one error. A name of one letter stays as it is."""
    if len(name) < 2:
        return name
    drawn = chance.draw()
    if drawn < MISHEARD:
        return _by_rule(name, rules()["pho"], chance)
    if drawn < MISHEARD + MISREAD:
        return _by_rule(name, rules()["ocr"], chance)
    return mistyped(name, chance)


def mistyped(name: str, chance: Chance) -> str:
    """A letter left out, doubled, hit beside, or two exchanged; the first letter is seldom the one."""
    at = chance.between(0 if chance.happens(0.1) else 1, len(name) - 1)
    drawn = chance.draw()
    if drawn < 0.3:
        return name[:at] + name[at + 1 :]
    if drawn < 0.45:
        return name[:at] + name[at] + name[at:]
    if drawn < 0.7 and at + 1 < len(name):
        return _cased(name[:at] + name[at + 1] + name[at] + name[at + 2 :])
    near = neighbours().get(name[at].lower(), "e")
    return _cased(name[:at] + chance.pick(near) + name[at + 1 :])


def _by_rule(name: str, among: Sequence[Rule], chance: Chance) -> str:
    lower = name.lower()
    fitting = [rule for rule in among if _fits(lower, rule)]
    if not fitting:
        return mistyped(name, chance)
    where, was, becomes = chance.pick(fitting)
    at = lower.rindex(was) if where == "END" else lower.index(was, 1 if where == "MIDDLE" else 0)
    changed = _cased(lower[:at] + becomes + lower[at + len(was) :])
    return changed if len(changed) > 1 else name


def _fits(lower: str, rule: Rule) -> bool:
    where, was, _ = rule
    if where == "START":
        return lower.startswith(was)
    if where == "END":
        return lower.endswith(was)
    return was in (lower[1:-1] if where == "MIDDLE" else lower)


def _cased(name: str) -> str:
    return name[:1].upper() + name[1:]


def plain(text: str) -> str:
    """Letters without their marks, as systems write them that know only A to Z."""
    if text.isascii():
        return text
    text = normalize("NFD", text.translate(LETTERS).replace("’", "'"))
    return "".join(letter for letter in text if not combining(letter) and letter.isascii())

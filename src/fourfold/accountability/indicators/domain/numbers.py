"""Reading a number as people write it in a spreadsheet, and saying it again as they would."""

import re

from fourfold.ground.kernel.measures import Unit

_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
FORMULA = re.compile(r"^[=@]|^[+-](?![\d.,])")
EMPTY = {
    "",
    "-",
    "–",
    "n/a",
    "na",
    ":",
    "..",
    ".",
    "*",
    "[c]",
    "[x]",
    "[z]",
    "[low]",
    "withheld",
    "suppressed",
    "none",
}
"""What stands for no figure: also the marks of the Government Analysis Function and of Eurostat."""


class NotANumber(ValueError):
    """Words that are no number. `str(error)` says how to mend them."""


def read_number(text: str, unit: Unit, *, decimal_comma: bool = False) -> float | None:
    """The number in a cell; None where the cell says that there is none. Raises `NotANumber`.

    `decimal_comma` is for a file in which 12,5 means twelve and a half. A percentage may end in `%`.
    """
    said = text.replace("\u00a0", " ").strip().lstrip("'").replace("−", "-")
    if said.casefold() in EMPTY:
        return None
    if FORMULA.match(said):
        raise NotANumber("This is a formula. Put the number itself in the cell.")
    if unit is Unit.PERCENT:
        said = said.removesuffix("%").strip()
    said = said.replace(" ", "").removeprefix("+")
    if decimal_comma and _DECIMAL_COMMA.fullmatch(said):
        return float(said.replace(",", "."))
    if _PLAIN.fullmatch(said):
        return float(said)
    if _THOUSANDS.fullmatch(said):
        return float(said.replace(",", ""))
    if _DECIMAL_COMMA.fullmatch(said):
        raise NotANumber("Write decimals with a point, like 12.5.")
    raise NotANumber("This is not a number. Enter digits, like 12.5, or leave it empty where there is no figure.")


def written(value: float) -> str:
    """A number without needless decimals: `45`, `12.5`, `0.31`."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def said(value: float, unit: Unit) -> str:
    """A number with its unit, as a sentence has it: `79.1 per cent`, `1,204`, `3.2 per 1,000 residents`, `5 days`."""
    number = amount(value, unit)
    if unit in (Unit.COUNT, Unit.SCORE):
        return number
    if unit is Unit.DAYS:
        return f"{number} day" if number == "1" else f"{number} days"
    return f"{number}%" if unit is Unit.PERCENT else f"{number} {unit.label}"


def amount(value: float, unit: Unit) -> str:
    """The number alone, with as many decimals as its unit is read with."""
    places = {Unit.COUNT: 0, Unit.PER_1000: 2}.get(unit, 1)
    text = f"{value:,.{places}f}"
    whole = f"{value:,.0f}"
    return (
        whole if unit is not Unit.PER_1000 and float(text.replace(",", "")) == float(whole.replace(",", "")) else text
    )

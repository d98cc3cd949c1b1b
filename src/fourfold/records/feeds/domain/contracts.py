"""The contracts that come with Fourfold, a file each, and the lists that they name."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fourfold.engines.tabular.areas import SmallAreas, small_areas
from fourfold.engines.tabular.contract import Contract
from fourfold.engines.tabular.parsing import parse_contract
from fourfold.engines.tabular.refusing import Refusal

HERE = Path(__file__).parents[1] / "contracts"
_LISTS = ("districts", "ethnicity", "offence-groups", "outcomes")


def contract_keys() -> tuple[str, ...]:
    """The keys of the contracts that come with Fourfold, in order."""
    return tuple(sorted(file.stem for file in HERE.glob("*.toml")))


def contracts() -> tuple[Contract, ...]:
    """Every contract that comes with Fourfold."""
    return tuple(contract(key) for key in contract_keys())


@cache
def contract(key: str) -> Contract:
    """One contract by its key. Raises Refusal, naming those that there are."""
    if key not in contract_keys():
        raise Refusal(f"There is no contract {key}.", f"There are: {', '.join(contract_keys())}.")
    return read_contract(HERE / f"{key}.toml")


def read_contract(file: Path) -> Contract:
    """A contract from a file of one's own, with our code lists. Raises Refusal where it cannot be read or used."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise Refusal(f"{file} is not text in UTF-8.", "Save the contract as TOML in UTF-8.") from None
    except OSError as error:
        raise Refusal(f"{file} cannot be opened: {error.strerror}.", "Check its name and folder.") from None
    return parse_contract(text, code_lists(), kent_areas())


@cache
def code_lists() -> Mapping[str, Mapping[str, str]]:
    """Code to label, by the list's name."""
    return {name: _codes(HERE / "lists" / f"{name}.csv") for name in _LISTS}


@cache
def kent_areas() -> SmallAreas:
    """The small areas of Kent and Medway, of 2011 and of 2021."""
    return small_areas((HERE / "lists" / "lsoa.csv").read_text(encoding="utf-8"))


def _codes(file: Path) -> Mapping[str, str]:
    with file.open(encoding="utf-8", newline="") as opened:
        return {row["code"]: row["label"] for row in csv.DictReader(opened)}

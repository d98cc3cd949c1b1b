"""A contract that does not hold together is refused with every problem, each with its place."""

import pytest
from tests.contracts import CONTRACT, visits

from fourfold.engines.tabular.contract import Frequency, Kind, Severity
from fourfold.engines.tabular.parsing import parse_contract
from fourfold.engines.tabular.refusing import Refusal
from fourfold.records.feeds.domain.contracts import code_lists, kent_areas


def refused(text: str) -> str:
    """Why a contract is refused."""
    with pytest.raises(Refusal) as refusal:
        parse_contract(text, code_lists(), kent_areas())
    return str(refusal.value)


def test_a_contract_says_what_its_file_says() -> None:
    contract = visits()
    assert (contract.key, contract.version, contract.frequency) == ("visits", 1, Frequency.MONTHLY)
    assert contract.column("kind").kind is Kind.CODE
    assert contract.column("born").aliases == ("dob",)
    assert contract.identity.repeats is Severity.HOLD
    assert contract.limits.quarantine == 0.5


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version = 1", 'version = "1"', "version must be int"),
        ("version = 1", "version = true", "version must be int"),
        ('title = "Visits"', 'title = " "', "title is empty"),
        ('title = "Visits"\n', "", "'title' is missing"),
        ('frequency = "monthly"', 'frequency = "often"', "often is not one of daily"),
        ('type = "integer"', 'type = "whole"', "columns 6 people: whole is not one of text"),
        ('key = "people"', 'key = "People"', "small letters"),
        ('key = "people"', 'key = "name"', "a key is used twice"),
        ("least = 0", 'least = "0"', "least must be a number"),
        ("max_length = 20", "max_length = 20, length = 3", "unknown entry length"),
        ("max_length = 20", 'max_length = 20, pattern = "("', "the pattern is none"),
        ("max_length = 20", 'max_length = 20, pattern = "A"', "pattern_says must say"),
        ('codes = { fire = "Fire", visit = "Home visit" }', 'code_list = "kinds"', "there is no code list kinds"),
        ('type = "postcode"', 'type = "lsoa"', "an LSOA needs a vintage"),
        ('type = "text", max_length = 60', 'type = "text", codes = { a = "A" }', "codes belong to columns"),
        ('aliases = ["dob"]', 'aliases = ["name"]', "the header name means name too"),
        ('columns = ["seen_at", "born"]', 'columns = ["seen_at", "death"]', "there is no column death"),
        ('columns = ["seen_at", "born"]', 'columns = ["seen_at"]', "it takes 2 columns"),
        ('columns = ["seen_at", "born"]', 'columns = ["people", "born"]', "it compares days"),
        ('rule = "not_before"', 'rule = "within_hours"', "most must say how many hours"),
        ('rule = "not_before"', 'rule = "eval"', "eval is not one of not_before"),
        ('rule = "not_before", columns = ["seen_at", "born"]',
         'rule = "only_if", columns = ["name", "kind"], values = ["x"]',
         "kind has no code x"),
        ('occurred = "seen_at"', 'occurred = "when"', "occurred: there is no column when"),
        ('kind = "by-age"', 'kind = "pupil"', "pupil is not one of child"),
        ('roles = ["at-risk"]', 'roles = ["at-risk", "victim"]', "need a column that says which"),
        ("quarantine = 0.5", "quarantine = 5", "a share from 0 to 1"),
        ('data_set = "fire-incidents"', 'data_set = ""', "open data says whose it is"),
        ('column = "seen_at", months', 'column = "found", months', "ends: there is no column found"),
        ('column = "seen_at", months', 'column = "name", months', "ends: name is no date"),
        ('column = "seen_at", months = 12', 'column = "seen_at", months = 0', "months of seen_at is 1 or more"),
        ('months = 12, empty = "Not seen yet."', "months = 12", "'empty' is missing"),
        ('where = "kind", codes = ["visit"]', 'where = "kind"', "where and codes of born belong together"),
        ('where = "kind", codes = ["visit"]', 'where = "kind", codes = ["x"]', "kind has no code x"),
        ('where = "kind", codes = ["visit"]', 'where = "sort", codes = ["x"]', "there is no column sort"),
        ('looks = [{ column = "kind", codes = ["fire"]', 'looks = [{ column = "kind", codes = []', "are empty"),
        ("looks = [{ ", 'looks = ["kind", { ', "looks must be a list of tables"),
        ("months = 300", "months = 300, days = 2", "unknown entry days"),
        ("[limits]", "[limits", "not TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(old: str, new: str, said: str) -> None:
    assert old in CONTRACT
    assert said in refused(CONTRACT.replace(old, new, 1))


def test_a_contract_of_people_says_from_which_dates_the_time_runs() -> None:
    ends = CONTRACT.split("ends = [", 1)[1].split("\n]", 1)[0]
    assert "ends must name the dates" in refused(CONTRACT.replace(f"ends = [{ends}\n]", ""))
    assert [(one.column, one.months, one.codes) for one in visits().retention.ends] == [
        ("seen_at", 12, ()),
        ("born", 300, ("visit",)),
    ]


def test_every_problem_is_said_at_once() -> None:
    words = refused(CONTRACT.replace('type = "integer"', 'type = "x"').replace("version = 1", "version = 1.5"))
    assert "columns 6 people" in words
    assert "version must be int" in words

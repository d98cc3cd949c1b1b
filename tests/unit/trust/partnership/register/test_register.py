"""The register of agencies: spellings, successors, members."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.partnership.domain.register import AgencyType, Register, load_register

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


@pytest.fixture
def made(tmp_path: Path):
    """A register made of some TOML."""

    def making(*entries: str) -> Register:
        path = tmp_path / "made.toml"
        path.write_text("\n".join(f"[[agency]]\n{_FILL}{entry}" for entry in entries), encoding="utf-8")
        return load_register(path)

    return making


_FILL = 'short_name = "x"\ntype = "health"\ntier = "local"\n'


def test_it_holds_the_partnership_of_kent_and_medway(register):
    kinds = [agency.type for agency in register.agencies.values()]
    assert kinds.count(AgencyType.COUNCIL_DISTRICT) == 13  # twelve, and Shepway as it was
    assert {AgencyType.POLICE, AgencyType.FIRE, AgencyType.PROBATION, AgencyType.PARISH} <= set(kinds)
    assert len(kinds) >= 100


@pytest.mark.parametrize(
    "spelling",
    ["Kent Fire and Rescue Service", "kent fire & rescue", "KFRS", "Kent  Fire\nand Rescue", "KENT FIRE AND RESCUE"],
)
def test_spellings_make_no_difference(register, spelling):
    found = register.resolve(spelling)
    assert found is not None
    assert found.key == "kent-fire-and-rescue"


def test_a_name_that_nobody_bears_is_none(register):
    assert register.resolve("Ministry of Silly Walks") is None
    assert register.resolve("") is None


@pytest.mark.parametrize(
    ("old", "changed", "new"),
    [
        ("National Probation Service", date(2021, 6, 26), "Probation Service"),
        ("Community Rehabilitation Company", date(2021, 6, 26), "Probation Service"),
        (
            "Kent Safeguarding Children Board",
            date(2019, 9, 17),
            "Kent Safeguarding Children Multi-Agency Partnership",
        ),
        ("Medway Safeguarding Children Board", date(2019, 9, 2), "Medway Safeguarding Children Partnership"),
        ("NHS Kent and Medway Clinical Commissioning Group", date(2022, 7, 1), "NHS Kent and Medway ICB"),
        ("KMPT", date(2025, 10, 13), "Kent and Medway Mental Health NHS Trust"),
    ],
)
def test_successors_take_over_on_their_day_and_not_before(register, old, changed, new):
    agency = register.resolve(old)
    assert register.now(agency, changed - timedelta(days=1)) == agency
    assert register.now(agency, changed).name == new


def test_several_steps_are_followed(register):
    ccgs = register.resolve("Kent and Medway Clinical Commissioning Groups")
    assert register.now(ccgs, date(2019, 1, 1)).key == "ccgs"
    assert register.now(ccgs, date(2021, 1, 1)).key == "kent-and-medway-ccg"
    assert register.now(ccgs, TODAY).key == "nhs-kent-and-medway"


def test_predecessors_are_found(register):
    assert {agency.key for agency in register.predecessors(register["probation-service"])} == {
        "national-probation-service",
        "kss-crc",
    }


def test_no_body_is_left_behind_after_its_end(register):
    for agency in register.agencies.values():
        now = register.now(agency, TODAY)
        assert now.exists(TODAY), agency.key


def test_a_body_begins_before_or_when_it_takes_over(register):
    for agency in register.agencies.values():
        for step in agency.successors:
            assert register[step.key].exists(step.on), agency.key


def test_a_collective_stands_for_its_members(register):
    districts = register.members(register["district-councils"], TODAY)
    assert len(districts) == 12
    health = {agency.key for agency in register.members(register["health"], TODAY)}
    assert {"nhs-kent-and-medway", "secamb", "kent-community-health"} <= health
    assert "acute-trusts" not in health


def test_statutory_safeguarding_is_the_bodies_of_that_day(register):
    everyone = register["statutory-safeguarding-agencies"]
    now = {agency.key for agency in register.members(everyone, TODAY)}
    then = {agency.key for agency in register.members(everyone, date(2018, 6, 1))}
    assert {"kent-police", "kent-county-council", "medway-council", "probation-service"} <= now
    assert "national-probation-service" in then - now
    assert not any(register[key].is_collective for key in now)


def test_every_entry_is_verified_or_says_that_it_is_not(register):
    for agency in register.agencies.values():
        if not agency.is_collective:
            assert agency.verify != bool(agency.verified_on), agency.key
        if agency.verified_on:
            assert agency.source_url.startswith("https://"), agency.key


def test_no_two_bodies_share_a_spelling_at_one_time(register):
    for words, keys in register.spellings.items():
        for day in (date(2018, 6, 1), date(2021, 1, 1), TODAY):
            assert sum(register[key].exists(day) for key in keys) <= 1, words


def test_of_two_that_bore_a_name_in_turn_the_day_decides(made):
    register = made(
        'key = "old"\nname = "The Trust"\nuntil = 2020-01-01\nsuccessors = [{ key = "new", on = 2020-01-01 }]',
        'key = "new"\nname = "The Trust"\nfrom = 2020-01-01',
    )
    assert register.resolve("The Trust", date(2019, 12, 31)).key == "old"
    assert register.resolve("The Trust", date(2020, 1, 1)).key == "new"
    assert register.resolve("The Trust").key == "new"


def test_a_body_that_was_divided_stays_itself_until_a_person_decides(made):
    register = made(
        'key = "whole"\nname = "Whole"\n'
        'successors = [{ key = "a", on = 2020-01-01 }, { key = "b", on = 2020-01-01 }]',
        'key = "a"\nname = "A"',
        'key = "b"\nname = "B"',
    )
    assert register.now(register["whole"], TODAY).key == "whole"
    assert [heir.key for heir in register.heirs(register["whole"], TODAY)] == ["a", "b"]


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (['key = "a"'], "'name'"),
        (['key = "a"\nname = "A"', 'key = "a"\nname = "B"'], "used twice"),
        (['key = "a"\nname = "A"\nmembers = ["b"]'], "'b' is not in the register"),
        (['key = "a"\nname = "A"\nmembers = ["a"]'], "leads back to itself"),
        (['key = "a"\nname = "A"\ncolour = "red"'], "unknown field colour"),
        (['key = "a"\nname = "A"\nfrom = 2020-01-01\nuntil = 2019-01-01'], "ends before it starts"),
        (['key = "a"\nname = '], "cannot be read as TOML"),
    ],
)
def test_a_faulty_entry_is_named(made, entries, said):
    with pytest.raises(BadInput, match=said):
        made(*entries)

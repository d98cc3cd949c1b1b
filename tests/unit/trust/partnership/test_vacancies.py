"""Which expected roles nobody holds, and since when: a few days in the life of one agency."""

from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from fourfold.trust.partnership.domain.roles import EXPECTED, RoleKind, Tenure
from fourfold.trust.partnership.domain.vacancies import Expectation, Gap, expected, gaps

HERE = UUID(int=1)
ON = date(2026, 6, 1)
CHAMPION, OFFICER, DEPUTY = EXPECTED


def held(kind: RoleKind, since: date, until: date | None = None) -> Tenure:
    return Tenure(HERE, kind, since, until)


def test_an_agency_where_nobody_ever_was_is_expected_to_have_nobody() -> None:
    assert gaps([], [], ON) == []


def test_without_a_participation_it_joined_with_its_first_role() -> None:
    tenures = [held(RoleKind.MEMBER, date(2025, 3, 1)), held(CHAMPION, date(2025, 4, 1))]
    assert gaps(tenures, [], ON) == [Gap(OFFICER, date(2025, 3, 1)), Gap(DEPUTY, date(2025, 3, 1))]


def test_a_role_is_vacant_from_the_day_its_last_holder_left() -> None:
    tenures = [
        held(CHAMPION, date(2024, 1, 1), date(2025, 1, 1)),
        held(CHAMPION, date(2025, 2, 1), date(2026, 5, 1)),
        held(CHAMPION, date(2026, 7, 1)),
    ]
    assert gaps(tenures, [], ON)[0] == Gap(CHAMPION, date(2026, 5, 1), filled_on=date(2026, 7, 1))
    assert CHAMPION not in {gap.kind for gap in gaps(tenures, [], date(2026, 4, 30))}


def test_an_agency_whose_last_people_left_is_still_asked() -> None:
    assert expected([held(CHAMPION, date(2024, 1, 1), date(2025, 1, 1))], [], ON) == EXPECTED


def test_a_participation_says_what_is_expected() -> None:
    only = Expectation(frozenset({RoleKind.LEAD_RESPONSIBLE_OFFICER}), date(2026, 1, 1))
    assert gaps([held(CHAMPION, date(2025, 1, 1))], [only], ON) == [
        Gap(RoleKind.LEAD_RESPONSIBLE_OFFICER, date(2026, 1, 1))
    ]
    assert gaps([], [Expectation(frozenset(), date(2026, 1, 1))], ON) == []


def test_expected_without_a_break_counts_from_the_first_day() -> None:
    said = [
        Expectation(frozenset({CHAMPION}), date(2025, 1, 1), date(2026, 1, 1)),
        Expectation(frozenset({CHAMPION, DEPUTY}), date(2026, 1, 1)),
    ]
    assert gaps([], said, ON) == [Gap(CHAMPION, date(2025, 1, 1)), Gap(DEPUTY, date(2026, 1, 1))]


def test_a_role_that_never_began_fills_nothing() -> None:
    assert gaps([held(CHAMPION, ON, ON), held(OFFICER, ON)], [], ON)[0].kind is CHAMPION


days = st.dates(date(2024, 1, 1), date(2028, 1, 1))


@st.composite
def tenures(draw: st.DrawFn) -> list[Tenure]:
    found = []
    for kind in draw(st.lists(st.sampled_from(RoleKind), max_size=6)):
        since, until = sorted([draw(days), draw(days)])
        found.append(held(kind, since, draw(st.sampled_from([None, until]))))
    return found


@given(tenures())
def test_every_expected_role_is_held_or_a_gap_and_never_both(all_of_them: list[Tenure]) -> None:
    found = {gap.kind: gap for gap in gaps(all_of_them, [], ON)}
    for kind in expected(all_of_them, [], ON):
        is_held = any(one.kind is kind and one.is_live(ON) for one in all_of_them)
        assert is_held is not (kind in found)
    for gap in found.values():
        assert gap.since <= ON
        assert not any(one.kind is gap.kind and one.is_live(gap.since) for one in all_of_them if one.is_live(ON))

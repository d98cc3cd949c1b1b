"""The grants of a signed text are exactly what its lines say: against an oracle that asks pair by pair."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from fourfold.trust.agreements.domain.reach import Bound, Signed, begins, grants_of
from fourfold.trust.agreements.domain.terms import AgreementKind, Line, PartyTerms, Terms, Tier
from fourfold.trust.catalogue.domain.entries import Regime

AGENCIES = [UUID(int=number) for number in range(1, 8)]
COLLECTIVE, MEMBERS = UUID(int=50), frozenset(AGENCIES[4:7])
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
SOME = st.lists(st.sampled_from([*AGENCIES, COLLECTIVE]), min_size=1, max_size=3, unique=True).map(tuple)
DAYS = st.none() | st.dates(date(2026, 5, 1), date(2026, 8, 1))


def line(
    number: int, givers: tuple[UUID, ...], getters: tuple[UUID, ...], span: tuple[date | None, date | None]
) -> Line:
    return Line(
        number=number,
        data_set=("missing-episodes", "education")[number % 2],
        fields=("name",),
        subject_kinds=("child",),
        subject_roles=("none",),
        provider_ids=givers,
        recipient_ids=getters,
        recipient_roles=(),
        purpose="missing-children",
        gateway="ca-2004-s10",
        basis="public-task",
        conditions=(),
        handling=("official",),
        regime=Regime.GENERAL,
        needs_relationship=False,
        retention="A year",
        starts_on=span[0],
        ends_on=span[1],
    )


@st.composite
def signed(draw: st.DrawFn) -> Signed:
    lines = tuple(
        line(number, draw(SOME), draw(SOME), (draw(DAYS), draw(DAYS))) for number in range(1, draw(st.integers(2, 4)))
    )
    bound, taken = [], set()
    for agency in draw(st.lists(st.sampled_from(AGENCIES), max_size=4, unique=True)):
        others = draw(st.lists(st.sampled_from(AGENCIES), max_size=1, unique=True))
        if {agency, *others} & taken:
            continue
        taken |= {agency, *others}
        bound.append(Bound(agency, tuple(one for one in others if one != agency), draw(st.booleans())))
    live = draw(st.sets(st.tuples(st.sampled_from(AGENCIES), st.sampled_from(["missing-episodes", "education"]))))
    terms = Terms(
        kind=draw(st.sampled_from([AgreementKind.SHARING_AGREEMENT, AgreementKind.DPIA])),
        tier=Tier.PURPOSE,
        reference="",
        title="",
        version=1,
        summary="",
        clauses=(),
        parties=(PartyTerms(COLLECTIVE, "Colleges"),),
        lines=lines,
        starts_on=draw(st.none() | st.just(date(2026, 5, 20))),
        ends_on=draw(st.none() | st.dates(date(2026, 5, 25), date(2026, 9, 1))),
        review_on=None,
    )
    ends = draw(st.dictionaries(st.integers(1, 3), st.dates(date(2026, 5, 1), date(2026, 9, 1)), max_size=2))
    return Signed(UUID(int=99), terms, tuple(bound), {COLLECTIVE: MEMBERS}, frozenset(live), ends)


def speaks(found: Signed, agency: UUID, named: tuple[UUID, ...]) -> bool:
    """The oracle: whether this very agency gives or gets where these are named."""
    for party in found.bound:
        if agency == party.agency_id or agency in party.represents:
            if agency in named or (COLLECTIVE in named and agency in MEMBERS):
                return True
            if not party.acceded and party.agency_id in named:
                return True
    return False


def expected(found: Signed) -> set[tuple[int, UUID, UUID]]:
    terms, pairs = found.terms, set()
    if terms.starts_on is None or terms.ends_on is None:
        return pairs
    for one in terms.lines:
        opens = max([NOW, begins(terms.starts_on), *([begins(one.starts_on)] if one.starts_on else [])])
        days = [terms.ends_on, one.ends_on, found.law_ends.get(one.number)]
        closes = min(begins(day) for day in days if day)
        for giver in AGENCIES:
            for getter in AGENCIES:
                if (
                    opens < closes
                    and (giver, one.data_set) in found.live
                    and speaks(found, giver, one.provider_ids)
                    and speaks(found, getter, one.recipient_ids)
                    and (giver == getter) == (terms.kind is AgreementKind.DPIA)
                ):
                    pairs.add((one.number, giver, getter))
    return pairs


@given(signed())
def test_exactly_what_the_lines_say(found: Signed) -> None:
    opened = grants_of(found, now=NOW)
    assert {(number, one.provider_id, one.recipient_id) for number, one in opened} == expected(found)
    assert len(opened) == len(expected(found))
    for number, one in opened:
        said = next(each for each in found.terms.lines if each.number == number)
        assert one.fields == frozenset(said.fields)
        assert one.since >= NOW
        assert one.since < one.until


@given(signed(), st.sampled_from(AGENCIES))
def test_who_is_not_bound_gives_and_gets_nothing(found: Signed, agency: UUID) -> None:
    without = tuple(one for one in found.bound if agency not in one.agencies)
    opened = grants_of(replace(found, bound=without), now=NOW)
    assert all(agency not in (one.provider_id, one.recipient_id) for _number, one in opened)


@given(signed())
def test_nothing_lasts_beyond_what_was_agreed(found: Signed) -> None:
    for _number, one in grants_of(found, now=NOW, until=NOW + timedelta(days=9)):
        assert found.terms.ends_on is not None
        assert one.until <= min(begins(found.terms.ends_on), NOW + timedelta(days=9))

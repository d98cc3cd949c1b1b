"""A list that says beforehand about whom alone it may be leaves nobody out whom a decision would show."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from fourfold.records.feeds.queries.sight import Sight
from fourfold.trust.access.domain.deciding import decide
from fourfold.trust.access.domain.grants import Emergency, Grant, Looker
from fourfold.trust.access.domain.resources import Action, Handling, Label, Resource, SubjectKind, SubjectRole
from fourfold.trust.partnership.domain.roles import HeldRole, RoleKind, Standing

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
AGENCY, HOLDER = UUID(int=1), UUID(int=2)
PEOPLE = [UUID(int=100 + number) for number in range(5)]
SETS, PURPOSES = ["missing"], ["care", "prevention"]


@st.composite
def grants(draw: st.DrawFn) -> Grant:
    """A grant of the one holder to the one agency: by relationship or not, perhaps about one person or ended."""
    return Grant(
        id=draw(st.uuids(version=4)),
        agreement_id=HOLDER,
        clause="1",
        provider_id=HOLDER,
        recipient_id=AGENCY,
        data_set=draw(st.sampled_from(SETS)),
        purpose=draw(st.sampled_from(PURPOSES)),
        fields=frozenset({"name"}),
        subject_kinds=frozenset({SubjectKind.CHILD}),
        subject_roles=frozenset({SubjectRole.AT_RISK}),
        handling=frozenset({Handling.OFFICIAL}),
        recipient_roles=frozenset(),
        needs_relationship=draw(st.integers(0, 3)) > 0,
        since=AT - timedelta(days=1),
        until=AT + timedelta(days=draw(st.sampled_from([-0.5, 1.0]))),
        subject_id=draw(st.none() | st.sampled_from(PEOPLE)),
    )


@st.composite
def lookers(draw: st.DrawFn) -> Looker:
    """Somebody of the agency, with some relationships and perhaps an emergency."""
    opened: dict[tuple[UUID, str, str], tuple[Grant, ...]] = {}
    for grant in draw(st.lists(grants(), max_size=5)):
        key = (HOLDER, grant.data_set, grant.purpose)
        opened[key] = (*opened.get(key, ()), grant)
    emergencies = draw(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PURPOSES)), max_size=3))
    return Looker(
        standing=Standing(user_id=UUID(int=9), roles=(HeldRole(AGENCY, "An agency", RoleKind.MEMBER),)),
        places={AGENCY: frozenset({RoleKind.MEMBER})},
        trained_until=date(2027, 1, 1),
        grants=opened,
        related=draw(st.frozensets(st.sampled_from(PEOPLE), max_size=2)),
        emergencies=tuple(
            Emergency(about, why, AT - timedelta(hours=1), AT + timedelta(hours=1)) for about, why in emergencies
        ),
    )


@given(looker=lookers(), data_set=st.sampled_from(SETS), purpose=st.sampled_from(PURPOSES))
def test_nobody_is_left_out_whom_a_decision_shows(looker: Looker, data_set: str, purpose: str) -> None:
    people = Sight(looker, purpose, AT).people_alone(data_set)
    label = Label(HOLDER, data_set, SubjectKind.CHILD, SubjectRole.AT_RISK, Handling.OFFICIAL)
    shown = {
        person
        for person in PEOPLE
        if decide(looker, Action.READ, Resource(label, HOLDER, person), purpose, AT).allowed
    }
    assert people is None or shown <= people


def test_what_opens_for_everybody_is_not_narrowed_and_what_opens_by_relationship_is() -> None:
    def looking(needs_relationship: bool) -> Sight:
        grant = Grant(
            *(HOLDER, HOLDER, "1", HOLDER, AGENCY, "missing", "care", frozenset({"name"})),
            *(frozenset({"child"}), frozenset({"at-risk"}), frozenset({"official"}), frozenset()),
            *(needs_relationship, AT - timedelta(days=1), AT + timedelta(days=1)),
        )
        looker = Looker(grants={(HOLDER, "missing", "care"): (grant,)}, related=frozenset(PEOPLE[:2]))
        return Sight(looker, "care", AT)

    assert looking(False).people_alone("missing") is None
    assert looking(True).people_alone("missing") == frozenset(PEOPLE[:2])

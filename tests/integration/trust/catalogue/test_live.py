"""Taking an agency's data set live: with both assessments, once at a time, by those who answer for its data."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests import records
from tests.people import Cast

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, Conflict, NotAllowed
from fourfold.trust.catalogue.models import DataSet, HolderDataSet
from fourfold.trust.catalogue.operations import NewHolding, end_live, go_live
from fourfold.trust.catalogue.queries import holdings
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agency_ids_by_key

SOCIAL_CARE = "childrens-social-care"
pytestmark = pytest.mark.usefixtures("without_rooms_above")


@pytest.fixture
def without_rooms_above(people: Cast) -> None:
    """Whether assessments are approved is the rule of the agreements room, and proved there."""
    records.as_owner("drop trigger if exists live_is_assessed on catalogue_holderdataset")


@pytest.fixture
def medway(people: Cast) -> UUID:
    """Mia's agency."""
    with people.mia.acting():
        return agency_ids_by_key()["medway-council"]


def new(medway: UUID, **changed: object) -> NewHolding:
    """Children's social care of Medway, today."""
    return NewHolding(**{"holder_id": medway, "data_set": "childrens-social-care", "dpia_id": uuid4(),
                         "equality_id": uuid4()} | changed)  # type: ignore[arg-type]  # fmt: skip


def test_an_accountable_officer_takes_a_data_set_live_and_ends_it(people: Cast, medway: UUID) -> None:
    with people.mia.acting() as mia:
        row = go_live(actor=mia, now=now(), new=new(medway))
        [live] = holdings(mia, data_set="childrens-social-care")
        assert (live.holder_name, live.live_since, live.live_until) == ("Medway Council", today(), None)
        [[detail]] = records.ask_owner("select detail from audit_entry where subject_id = %s", [str(row.pk)])
        assert detail == {"data_set": "childrens-social-care", "holder": str(medway), "live": True}
        ended(mia, medway)
        assert holdings(mia) == []


def test_taking_it_out_of_use_needs_a_reason_without_personal_data(people: Cast, medway: UUID) -> None:
    with people.mia.acting() as mia:
        go_live(actor=mia, now=now(), new=new(medway))
        with pytest.raises(BadInput, match="Say why"):
            ended(mia, medway, why=" ")
        with pytest.raises(BadInput, match="looks like personal data"):
            ended(mia, medway, why="Ring 07700 900123 about it.")
        assert len(holdings(mia, holder_id=medway)) == 1


def ended(actor: Standing, medway: UUID, *, why: str = "Its fields are wrong.", key: str = SOCIAL_CARE) -> None:
    """Take Medway's data set out of use."""
    end_live(actor=actor, now=now(), holder_id=medway, data_set=key, why=why)


def test_it_is_live_once_at_a_time(people: Cast, medway: UUID) -> None:
    with people.mia.acting() as mia:
        go_live(actor=mia, now=now(), new=new(medway))
        with pytest.raises(Conflict):
            go_live(actor=mia, now=now(), new=new(medway, since=today() + timedelta(days=3)))
        go_live(actor=mia, now=now(), new=new(medway, data_set="education"))


def test_wrong_dates_and_unknown_data_sets_are_told_plainly(people: Cast, medway: UUID) -> None:
    yesterday = today() - timedelta(days=1)
    with people.mia.acting() as mia:
        with pytest.raises(BadInput, match="Choose today or a later day"):
            go_live(actor=mia, now=now(), new=new(medway, since=yesterday))
        with pytest.raises(BadInput, match="Did you mean childrens-social-care"):
            go_live(actor=mia, now=now(), new=new(medway, data_set="childrens-social"))
        with pytest.raises(BadInput, match="is not live"):
            ended(mia, medway, key="education")


def test_nobody_else_takes_it_live_by_either_wall(people: Cast, medway: UUID) -> None:
    for colleague in (people.dan, people.pat, people.cora, people.ada):
        with colleague.acting() as actor:
            with pytest.raises(NotAllowed):
                go_live(actor=actor, now=now(), new=new(medway))
            row = HolderDataSet(
                holder_id=medway, data_set=DataSet.objects.get(key="education"), live_since=today(),
                dpia_id=uuid4(), equality_id=uuid4(),
            )  # fmt: skip
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                HolderDataSet.objects.bulk_create([row])


def test_nobody_else_ends_it_by_either_wall(people: Cast, medway: UUID) -> None:
    with people.mia.acting() as mia:
        go_live(actor=mia, now=now(), new=new(medway))
    with people.dan.acting() as dan:
        with pytest.raises(NotAllowed):
            ended(dan, medway)
        assert HolderDataSet.objects.update(live_until=today()) == 0


@pytest.mark.parametrize("missing", ["dpia_id", "equality_id"])
def test_the_database_takes_none_without_both_assessments(people: Cast, medway: UUID, missing: str) -> None:
    with (
        people.mia.acting() as mia,
        pytest.raises(IntegrityError, match="live_needs_both_assessments"),
        transaction.atomic(),
    ):
        go_live(actor=mia, now=now(), new=new(medway, **{missing: None}))


def test_a_holding_is_never_rewritten(people: Cast, medway: UUID) -> None:
    with people.mia.acting() as mia:
        go_live(actor=mia, now=now(), new=new(medway))
        with pytest.raises(DatabaseError, match="Only live_until"), transaction.atomic():
            HolderDataSet.objects.update(dpia_id=uuid4())
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            HolderDataSet.objects.all().delete()


def test_the_database_knows_what_is_live(people: Cast, medway: UUID) -> None:
    def is_live() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("select catalogue_is_live(%s, 'childrens-social-care')", [medway])
            return bool(cursor.fetchone()[0])

    with people.mia.acting() as mia:
        assert not is_live()
        go_live(actor=mia, now=now(), new=new(medway))
        assert is_live()
        ended(mia, medway)
        assert not is_live()

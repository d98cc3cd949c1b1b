"""Leaving, handing over and being away: each in one act, dated, and nothing left half done."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from tests.integration.trust.partnership.agencies import SINCE, Town, build, give, role_of
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.clock import now, show_date, today
from fourfold.ground.kernel.errors import BadInput, NotAllowed
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.messages.models import Message
from fourfold.trust.partnership import operations, tasks
from fourfold.trust.partnership.domain.roles import DOORKEEPER, INSTALLATION, MEASURER, RoleKind
from fourfold.trust.partnership.measures import roles_filled
from fourfold.trust.partnership.models import Absence, Cover, Participation, Role, User
from fourfold.trust.partnership.queries import vacancies

WEEK = timedelta(days=7)


@pytest.fixture
def town(people: Cast) -> Town:
    return build(people)


def leave(town: Town, on: date) -> None:
    with town.acting() as gwen:
        operations.mark_left(actor=gwen, now=now(), person_id=town.finn.person_id, agency_id=town.dartford, on=on)


def is_open(town: Town) -> bool:
    return User.objects.get(pk=town.finn.user_id).is_active


def test_whoever_leaves_today_is_out_at_once(town: Town, client_of: ClientOf) -> None:
    browser = client_of(town.finn)
    assert browser.get("/directory/").status_code == 200
    leave(town, today())
    assert not is_open(town)
    assert browser.get("/directory/").status_code == 302


def test_whoever_leaves_later_stays_until_the_day_and_is_closed_in_the_night(town: Town) -> None:
    leave(town, today() + WEEK)
    assert is_open(town)
    tasks.close_leavers(0)
    assert is_open(town)
    with acting_as(DOORKEEPER.actor), pytest.raises(DatabaseError), transaction.atomic():
        operations.close_leavers(now=now() + WEEK)  # the database knows the real day
    with acting_as(INSTALLATION.actor), connection.cursor() as cursor:
        cursor.execute("update partnership_role set until = %s where person_id = %s", [today(), town.finn.person_id])
    tasks.close_leavers(0)
    assert not is_open(town)


def test_a_role_that_was_to_begin_later_never_begins(town: Town) -> None:
    ahead = give(town.people, town.finn, "dartford-council", RoleKind.DEPUTY, today() + 2 * WEEK)
    leave(town, today() + WEEK)
    with town.acting():
        role = Role.objects.get(pk=ahead)
        assert role.since == role.until
    with town.acting() as gwen:
        gaps = vacancies(gwen, on=today() + 3 * WEEK, agency_ids=[town.dartford])
    assert {gap.kind: gap.vacant_since for gap in gaps}[RoleKind.CHAMPION] == today() + WEEK


def hand(town: Town, role: UUID, to: UUID, on: date, *, stays: bool = True) -> operations.HandOver:
    asked = operations.HandOver(role, to, on, stays=stays)
    with town.finn.acting() as finn:
        operations.hand_over(actor=finn, now=now(), asked=asked)
    return asked


def test_a_champion_hands_over_and_goes_on_working_there(town: Town) -> None:
    role = role_of(town.finn, town.people)
    hand(town, role, town.gwen.person_id, today() + WEEK)
    with town.acting():
        assert Role.objects.get(pk=role).until == today() + WEEK
        new = Role.objects.get(kind=RoleKind.CHAMPION, person_id=town.gwen.person_id)
        assert (new.since, new.until, new.title) == (today() + WEEK, None, "Officer")
        assert Role.objects.filter(person_id=town.finn.person_id, kind=RoleKind.MEMBER).exists()
    with town.people.ada.acting():
        (letter,) = Message.objects.filter(kind="role-given")
        assert letter.address == town.gwen.email
        assert town.finn.name not in letter.subject


def test_the_last_role_may_be_handed_over_today(town: Town) -> None:
    hand(town, role_of(town.finn, town.people), town.gwen.person_id, today(), stays=False)
    assert is_open(town), "their own account closes in the night"
    tasks.close_leavers(0)
    assert not is_open(town)


@pytest.mark.parametrize(("who", "days"), [("pat", 0), ("finn", 0), ("gwen", -1)])
def test_only_to_a_colleague_and_from_today_on(town: Town, people: Cast, who: str, days: int) -> None:
    to = {"pat": people.pat, "finn": town.finn, "gwen": town.gwen}[who].person_id
    with pytest.raises(BadInput):
        hand(town, role_of(town.finn, people), to, today() + timedelta(days=days))
    with town.acting():
        assert Role.objects.filter(agency_id=town.dartford, kind=RoleKind.CHAMPION).count() == 1


def test_what_administrators_give_is_not_passed_on(town: Town) -> None:
    kind = RoleKind.PLAN_COORDINATOR
    role = give(town.people, town.finn, "dartford-council", kind)
    with pytest.raises(NotAllowed):
        hand(town, role, town.gwen.person_id, today())
    with town.finn.acting(), pytest.raises(DatabaseError), transaction.atomic():
        Role.objects.create(person_id=town.gwen.person_id, agency_id=town.dartford, kind=kind, since=today())


def absence(town: Town, since: date, until: date, by: UUID | None = None) -> Absence:
    covers = {role_of(town.finn, town.people, RoleKind.CHAMPION): by} if by else {}
    with town.finn.acting() as finn:
        new = operations.NewAbsence(town.finn.person_id, since, until, covers)
        return operations.record_absence(actor=finn, now=now(), new=new)


def test_absences_do_not_overlap(town: Town) -> None:
    absence(town, today(), today() + WEEK)
    with pytest.raises(BadInput, match=show_date(today() + WEEK)):
        absence(town, today() + WEEK - timedelta(days=1), today() + 2 * WEEK)
    absence(town, today() + WEEK, today() + 2 * WEEK)
    with town.finn.acting(), pytest.raises(DatabaseError), transaction.atomic():
        Absence.objects.create(person_id=town.finn.person_id, since=today(), until=today() + WEEK)


def test_only_a_colleague_covers(town: Town, people: Cast) -> None:
    with pytest.raises(BadInput, match="has a role in the agency"):
        absence(town, today(), today() + WEEK, people.pat.person_id)
    kept = absence(town, today(), today() + WEEK, town.gwen.person_id)
    with town.finn.acting():
        role = role_of(town.finn, people)
        with pytest.raises(DatabaseError), transaction.atomic():
            Cover.objects.filter(absence=kept).update(by=people.pat.person_id)
        assert Cover.objects.get(absence=kept).role_id == role


def test_cover_opens_nothing(town: Town) -> None:
    with town.acting() as before:
        pass
    absence(town, today(), today() + WEEK, town.gwen.person_id)
    with town.acting() as after:
        assert (after.roles, after.agency_ids, after.administers) == (
            before.roles,
            before.agency_ids,
            before.administers,
        )


def test_being_back_earlier_ends_the_cover_and_makes_room(town: Town) -> None:
    kept = absence(town, today() + WEEK, today() + 2 * WEEK, town.gwen.person_id)
    with town.finn.acting() as finn:
        operations.end_absence(actor=finn, now=now(), absence_id=kept.pk, until=today())
    absence(town, today() + WEEK, today() + 2 * WEEK)


@pytest.mark.parametrize("days", [(0, 0), (5, 2), (-9, -2), (0, 500)])
def test_days_that_make_no_absence_are_explained(town: Town, days: tuple[int, int]) -> None:
    since, until = (today() + timedelta(days=day) for day in days)
    with pytest.raises(BadInput):
        absence(town, since, until)


def test_what_is_expected_ends_one_day_and_changes_on_it(town: Town) -> None:
    with town.people.cora.acting() as cora:
        for kinds, since in (({RoleKind.DEPUTY}, SINCE), (set(), today())):
            operations.expect_roles(actor=cora, now=now(), agency_id=town.dartford, kinds=kinds, since=since)
        said = Participation.objects.filter(agency_id=town.dartford).order_by("since")
        assert [(one.expects, one.until) for one in said] == [(["deputy"], today()), ([], None)]
        assert vacancies(cora, on=today(), agency_ids=[town.dartford]) == []
        yesterday = today() - timedelta(days=1)
        (gap,) = vacancies(cora, on=yesterday, agency_ids=[town.dartford])
        assert (gap.kind, gap.vacant_since) == (RoleKind.DEPUTY, SINCE)
    with pytest.raises(NotAllowed), town.acting() as gwen:
        operations.expect_roles(actor=gwen, now=now(), agency_id=town.dartford, kinds=set(), since=today())


def test_the_measurer_counts_the_roles_that_are_filled(town: Town) -> None:
    with acting_as(MEASURER.actor):
        before = roles_filled(MEASURER, today())
    given = {"person_id": town.finn.person_id, "agency_id": town.dartford, "kind": RoleKind.DEPUTY}
    with town.acting() as gwen:
        operations.give_role(actor=gwen, now=now(), since=today(), **given)
    with acting_as(MEASURER.actor):
        after = roles_filled(MEASURER, today())
    assert (after.numerator, after.denominator) == (before.numerator + 1, before.denominator)

"""An agency's own administrator: every operation in their agency and in another, in policy and in the database."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, transaction
from tests.integration.trust.partnership.agencies import SINCE, Town, add, build, give, role_of
from tests.people import Cast, Colleague

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotAllowed
from fourfold.trust.partnership import operations
from fourfold.trust.partnership.domain.roles import GIVEN_BY_ADMINISTRATORS, RoleKind, Standing
from fourfold.trust.partnership.models import Absence, Contact, Cover, Invitation, Participation, Person, Role, User

WEEK = timedelta(days=7)


@pytest.fixture
def town(people: Cast) -> Town:
    return build(people)


def acts(actor: Standing, who: Colleague, agency: UUID, role: UUID) -> dict[str, Callable[[], object]]:
    """Everything that an agency's administrator does, done to somebody in an agency."""
    person, by = who.person_id, {"actor": actor, "now": now()}
    new = operations.NewPerson(name="Ny Lund", agency_id=agency, email="ny.lund@example.org")
    away = operations.NewAbsence(person, today(), today() + WEEK)
    given = {"person_id": person, "agency_id": agency, "kind": RoleKind.DEPUTY, "since": today()}
    handed = operations.HandOver(role, actor.person_id or person, today())
    return {
        "add": partial(operations.add_person, **by, new=new, since=SINCE),
        "give": partial(operations.give_role, **by, **given),
        "contact": partial(operations.set_contact, **by, person_id=person, email="", telephone="01632 960 001"),
        "away": partial(operations.record_absence, **by, new=away),
        "invite": partial(operations.invite, **by, person_id=person),
        "factors": partial(operations.remove_second_factors, **by, person_id=person),
        "close": partial(operations.close_account, **by, person_id=person),
        "reopen": partial(operations.reopen_account, **by, person_id=person),
        "hand over": partial(operations.hand_over, **by, asked=handed),
        "end": partial(operations.end_role, **by, role_id=role, until=today()),
        "left": partial(operations.mark_left, **by, person_id=person, agency_id=agency, on=today()),
    }


NAMES = "add give contact away invite factors close reopen end left".split()  # noqa: SIM905


@pytest.mark.parametrize("name", [*NAMES, "hand over"])
def test_in_their_own_agency_they_do_it(town: Town, name: str) -> None:
    role = role_of(town.finn, town.people)
    with town.acting() as gwen:
        acts(gwen, town.finn, town.dartford, role)[name]()


@pytest.mark.parametrize("name", [*NAMES, "hand over"])
def test_in_another_agency_they_do_not(town: Town, people: Cast, name: str) -> None:
    role = role_of(people.pat, people)
    with pytest.raises(NotAllowed), town.acting() as gwen:
        acts(gwen, people.pat, town.police, role)[name]()


@pytest.mark.parametrize("name", NAMES)
def test_the_database_alone_would_stop_it(town: Town, people: Cast, name: str) -> None:
    """The policies believe that Gwen administers the police, and the database does not."""
    role = role_of(people.pat, people)
    closed = name == "reopen"
    if closed:
        with people.ada.acting() as ada:
            operations.close_account(actor=ada, now=now(), person_id=people.pat.person_id)
    with town.acting() as gwen:
        fooled = Standing(
            user_id=gwen.user_id,
            person_id=gwen.person_id,
            roles=gwen.roles,
            agency_ids=gwen.agency_ids,
            administers=frozenset({town.police}),
        )
        with pytest.raises((DatabaseError, BadInput)), transaction.atomic():
            acts(fooled, people.pat, town.police, role)[name]()
        assert Role.objects.filter(pk=role, until__isnull=True).exists()
        assert User.objects.get(pk=people.pat.user_id).is_active is not closed
        assert Authenticator.objects.filter(user_id=people.pat.user_id).exists()


@pytest.mark.parametrize("kind", sorted(GIVEN_BY_ADMINISTRATORS))
def test_they_make_nobody_more_than_they_are(town: Town, kind: RoleKind) -> None:
    given = {"person_id": town.finn.person_id, "agency_id": town.dartford, "kind": kind, "since": today()}
    with town.acting() as gwen:
        with pytest.raises(NotAllowed):
            operations.give_role(actor=gwen, now=now(), **given)
        new = operations.NewPerson(name="Ny Lund", agency_id=town.dartford, kind=kind)
        with pytest.raises(NotAllowed):
            operations.add_person(actor=gwen, now=now(), new=new, since=today())
        with pytest.raises(DatabaseError), transaction.atomic():
            Role.objects.create(**given)
        assert operations.give_role(actor=gwen, now=now(), **(given | {"kind": RoleKind.AGENCY_ADMINISTRATOR})), (
            "another administrator of the same agency is theirs to appoint"
        )


@pytest.mark.parametrize("name", ["invite", "factors", "close", "reopen", "contact"])
@pytest.mark.parametrize("kind", sorted(GIVEN_BY_ADMINISTRATORS))
def test_an_account_that_reaches_further_is_not_theirs(town: Town, name: str, kind: RoleKind) -> None:
    """Finn coordinates plans or administers: with his account in hand Gwen would, too."""
    role = role_of(town.finn, town.people)
    give(town.people, town.finn, "dartford-council", kind)
    with town.acting() as gwen:
        if name == "contact":
            acts(gwen, town.finn, town.dartford, role)[name]()
            return
        with pytest.raises(NotAllowed):
            acts(gwen, town.finn, town.dartford, role)[name]()
        with pytest.raises(DatabaseError), transaction.atomic():
            User.objects.filter(pk=town.finn.user_id).update(is_active=False, email="gwen.two@example.org")
        with pytest.raises(DatabaseError), transaction.atomic():
            Invitation.objects.create(user_id=town.finn.user_id, token_digest="x", made_at=now(), expires_at=now())


@pytest.mark.parametrize("name", ["invite", "factors", "close", "reopen", "contact"])
def test_somebody_who_also_belongs_elsewhere_is_not_theirs_alone(town: Town, people: Cast, name: str) -> None:
    role = role_of(town.finn, people)
    give(people, town.finn, "kent-police", RoleKind.MEMBER)
    with pytest.raises(NotAllowed), town.acting() as gwen:
        acts(gwen, town.finn, town.dartford, role)[name]()


def test_a_leaver_of_another_agency_is_not_taken_on_to_be_taken_over(town: Town, people: Cast) -> None:
    """Leo left the police; his account stays theirs, whatever role somebody gives him elsewhere."""
    with town.acting() as gwen:
        given = {"person_id": people.leo.person_id, "agency_id": town.dartford, "kind": RoleKind.MEMBER}
        with pytest.raises(NotAllowed):
            operations.give_role(actor=gwen, now=now(), since=today(), **given)
    give(people, people.leo, "dartford-council", RoleKind.MEMBER)
    with pytest.raises(NotAllowed), town.acting() as gwen:
        operations.invite(actor=gwen, now=now(), person_id=people.leo.person_id)


def test_ending_the_last_role_here_leaves_the_account_that_has_roles_elsewhere(town: Town, people: Cast) -> None:
    give(people, town.finn, "kent-police", RoleKind.MEMBER)
    with town.acting() as gwen:
        operations.mark_left(
            actor=gwen, now=now(), person_id=town.finn.person_id, agency_id=town.dartford, on=today()
        )
    assert User.objects.get(pk=town.finn.user_id).is_active
    with people.ada.acting():
        live = Role.objects.filter(person_id=town.finn.person_id, until__isnull=True)
        assert [role.agency_id for role in live] == [town.police]


def test_a_colleague_who_coordinates_plans_does_not_leave_by_them(town: Town) -> None:
    """Nothing half: not even the roles that Gwen could end."""
    give(town.people, town.finn, "dartford-council", RoleKind.PLAN_COORDINATOR)
    with pytest.raises(NotAllowed), town.acting() as gwen:
        operations.mark_left(
            actor=gwen, now=now(), person_id=town.finn.person_id, agency_id=town.dartford, on=today()
        )
    with town.acting():
        assert Role.objects.filter(person_id=town.finn.person_id, until__isnull=True).count() == 2


def test_what_their_agency_took_over_is_theirs_and_collectives_are_not(people: Cast) -> None:
    hana = add(people, "hana", "Hana Shaw", "nhs-kent-and-medway", RoleKind.AGENCY_ADMINISTRATOR)
    gwen = build(people).gwen
    with hana.acting() as standing:
        from fourfold.trust.partnership.queries import agency_ids_by_key

        ids = agency_ids_by_key()
        assert ids["nhs-kent-and-medway"] in standing.administers
        assert len(standing.administers) > 1
        assert ids["dartford-council"] not in standing.administers
    with gwen.acting() as standing:
        assert standing.administers == {ids["dartford-council"]}
        assert len(standing.agency_ids) > 1


def test_the_tables_of_the_directory_are_not_for_everybody(town: Town, people: Cast) -> None:
    """Pat, a champion, past every policy."""
    role = role_of(people.mia, people)
    person = {"person_id": people.mia.person_id}
    with people.pat.acting():
        for write in (
            lambda: Contact.objects.create(**person, email="x@example.org"),
            lambda: Absence.objects.create(**person, since=today(), until=today() + WEEK),
            lambda: Participation.objects.create(agency_id=town.police, since=today()),
            lambda: Person.objects.create(name="Xan"),
            lambda: Role.objects.create(
                person_id=people.pat.person_id, agency_id=town.police, kind="deputy", since=today()
            ),
            lambda: Role.objects.create(**person, agency_id=town.police, kind="champion", since=today()),
            lambda: User.objects.create(email="xan@example.org", created_at=now()),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                write()
        assert Role.objects.filter(pk=role).update(until=today()) == 0
        own = Role.objects.filter(person_id=people.pat.person_id, kind="champion")
        assert own.update(until=today() + WEEK) == 1
        with pytest.raises(DatabaseError), transaction.atomic():
            own.update(until=today() + 2 * WEEK)
        assert not Cover.objects.exists()

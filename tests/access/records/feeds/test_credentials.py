"""Keys of systems: made by those who keep them, after a step-up; seen by nobody else; worth what their maker is."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from tests import records
from tests.calls import system_of
from tests.deliveries import EPISODES, deliver, episode, table
from tests.people import Cast, ClientOf
from tests.records import POLICE

from fourfold.ground.kernel.actors import NOBODY
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotAllowed, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.models import Credential
from fourfold.records.feeds.operations import NewKey, end_key, make_key
from fourfold.records.feeds.queries.credentials import credential

KEYS = "/data/api/credentials/"


@pytest.fixture(autouse=True)
def live(people: Cast) -> None:
    """Kent Police and Medway hold missing episodes."""
    records.make_live(POLICE, EPISODES)


@pytest.fixture
def stepped_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody has just confirmed who they are."""
    monkeypatch.setattr("fourfold.trust.partnership.step_up.confirmed_recently", lambda _request: True)


def typed(**changes: str) -> dict[str, str]:
    """What is typed to make a key."""
    day = today() + timedelta(days=90)
    until = {"until_day": str(day.day), "until_month": str(day.month), "until_year": str(day.year)}
    return {"name": "Nightly extract", "contracts": EPISODES, "public_key": "", **until, **changes}


def test_strangers_and_colleagues_see_no_key(people: Cast, client_of: ClientOf) -> None:
    key = system_of(people.pat).key_id
    for who in (people.mia, people.vic, people.cora, people.leo):
        with who.acting() as actor:
            assert not Credential.objects.exists()
            for step in (
                lambda a=actor: credential(a, key),
                lambda a=actor: end_key(actor=a, now=now(), credential_id=key),
            ):
                with pytest.raises(NotFound), transaction.atomic():
                    step()
    client = client_of(people.mia)
    assert "Nightly extract" not in client.get(KEYS).content.decode()
    assert client.get(f"{KEYS}{key}/").status_code == client.post(f"{KEYS}{key}/end/").status_code == 404
    with acting_as(NOBODY):
        assert not Credential.objects.exists()


def test_only_those_who_keep_keys_make_them_in_the_code_and_in_the_database(people: Cast) -> None:
    until = today() + timedelta(days=30)
    new = NewKey(records.agency(POLICE), "Extract", [EPISODES], until)
    for who in (people.dan, people.mia, people.ada):
        with who.acting() as actor, pytest.raises(NotAllowed), transaction.atomic():
            make_key(actor=actor, now=now(), new=new)
        with who.acting(), pytest.raises(DatabaseError), transaction.atomic():
            Credential.objects.create(
                agency_id=new.agency_id,
                name="Extract",
                public_key=b"k" * 32,
                contracts=[EPISODES],
                made_by=who.user_id,
                made_at=now(),
                until=now() + timedelta(days=3),
            )


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"until": today() + timedelta(days=370)}, "a year at most"),
        ({"until": today() - timedelta(days=1)}, "This day is over"),
        ({"contracts": ["schools"]}, "feed that your agency sends"),
        ({"contracts": []}, "feed that your agency sends"),
        ({"name": " "}, "Name the system"),
        ({"public_pem": "-----BEGIN PRIVATE KEY-----"}, "This is a private key"),
    ],
)
def test_a_key_that_cannot_be_is_refused_in_words(people: Cast, changes: dict[str, object], why: str) -> None:
    given = {"name": "Extract", "contracts": [EPISODES], "until": today() + timedelta(days=30), **changes}
    with people.pat.acting() as actor, pytest.raises(BadInput, match=why):
        make_key(actor=actor, now=now(), new=NewKey(records.agency(POLICE), **given))  # type: ignore[arg-type]


def test_a_key_is_made_after_a_step_up_and_its_private_part_is_shown_once(
    people: Cast, client_of: ClientOf, stepped_up: None
) -> None:
    client = client_of(people.pat)
    made = client.post(f"{KEYS}new/", typed())
    assert made.status_code == 200, made.content.decode()
    assert "BEGIN PRIVATE KEY" in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    with people.pat.acting():
        key = Credential.objects.get()
    page = client.get(f"{KEYS}{key.pk}/").content.decode()
    assert str(key.pk) in page
    assert "PRIVATE" not in page
    assert client.post(f"{KEYS}{key.pk}/end/").status_code == 302
    assert "No call with this key is taken any more." in client.get(f"{KEYS}{key.pk}/").content.decode()


def test_without_a_step_up_no_key_is_made(people: Cast, client_of: ClientOf) -> None:
    assert client_of(people.pat).post(f"{KEYS}new/", typed()).status_code == 302
    with people.pat.acting():
        assert not Credential.objects.exists()


def test_a_key_ends_with_its_makers_role(people: Cast) -> None:
    system = system_of(people.pat)
    assert system.get("/contracts").status_code == 200
    records.as_owner("update partnership_role set until = %s where person_id = %s", [today(), people.pat.person_id])
    answer = system.get("/contracts")
    assert (answer.status_code, answer.json()["type"].partition("#")[2]) == (401, "key-over")


def test_a_key_reaches_its_own_feeds_of_its_own_agency_alone(people: Cast) -> None:
    records.make_live(POLICE, "police-incidents")
    system = system_of(people.pat, "police-incidents")
    own = deliver(people.pat, [episode(1)])
    for path in (f"/deliveries/{own.pk}", f"/deliveries/{own.pk}/report.json"):
        assert system.get(path).status_code == 404
    assert system.get("/deliveries").json()["total"] == 0
    assert system.post(f"/deliveries/{own.pk}/undo", {"because": "Not mine."}).status_code == 404
    assert system.send(table([episode(2)])).status_code == 403


def test_a_session_opens_nothing_and_a_key_opens_no_page(people: Cast, client_of: ClientOf) -> None:
    assert client_of(people.pat).get("/api/v1/deliveries").status_code == 401
    system = system_of(people.pat)
    headers = system.headers("GET", "/data/deliveries/", None)
    assert Client().get("/data/deliveries/", headers=headers).status_code == 302


@pytest.mark.parametrize(
    "statement",
    [
        "update feeds_credential set until = until + interval '9 years'",
        "update feeds_credential set contracts = '{schools}'",
        "delete from feeds_credential",
        "select * from feeds_nonce",
        "insert into feeds_nonce (credential_id, mac, at) select id, '', now() from feeds_credential",
    ],
)
def test_keys_are_not_changed_by_hand(people: Cast, statement: str) -> None:
    system_of(people.pat)
    with people.pat.acting(), connection.cursor() as cursor:  # noqa: SIM117 (the savepoint ends inside)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute(statement)

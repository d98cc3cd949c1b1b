"""Whose removals somebody reads and moves: for all but the holder's officers they are not there, byte for byte."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.db import connection
from tests.deliveries import deliver, episode
from tests.pages import MOST_QUERIES, bytes_of, main, queries_of
from tests.people import Cast, ClientOf
from tests.records import MISSING, POLICE, agency, as_owner, ask_owner, make_live, past_the_walls

from fourfold.accountability.rights.models import DueRemoval
from fourfold.accountability.rights.operations.removing_due import carry_out
from fourfold.ground.kernel.clock import today

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

OLD = {"reported_at": "2018-01-05 21:30", "returned_at": "2018-01-06 07:10"}
MOVES = ("confirm", "take-over", "withdraw")


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


@pytest.fixture
def due(people: Cast) -> str:
    """Forty episodes that are over and one that does not say so; where it stands what may be removed."""
    make_live(POLICE, MISSING)
    as_owner(
        "insert into partnership_role (id, person_id, agency_id, kind, title, since)"
        " values (%s, %s, %s, 'accountable-officer', '', %s)",
        [uuid4(), people.pat.person_id, agency(POLICE), today() - timedelta(days=50)],
    )
    rows = [episode(number, **OLD, forename=f"Ada{number}") for number in range(40)]
    deliver(people.pat, [*rows, episode(41, **{**OLD, "returned_at": "", "reported_at": "2018-01-01 10:00"})])
    return f"/rights/retention/{agency(POLICE)}/{MISSING}/"


def test_two_officers_have_what_is_due_removed_on_pages(people: Cast, client_of: ClientOf, due: str) -> None:
    dan, pat = client_of(people.dan), client_of(people.pat)
    assert due in dan.get("/rights/retention/").content.decode()
    shown = main(dan.get(due))
    assert "No time says when the person was found: they may still be missing." in shown
    assert "Stays." in shown
    following = f"{due}?after="
    page = dan.get(due).content.decode()
    assert page.count("May be removed.") == 24
    onward = page.split(following, 1)[1].split('"', 1)[0]
    assert dan.get(f"{following}{onward}").content.decode().count("May be removed.") == 16
    assert len(queries_of(dan, due)) <= MOST_QUERIES + 3
    read = ask_owner("select count(*) from audit_entry where permission = 'rights:read-due'")
    assert read == [[4]], "each reading is written down"
    assert dan.post(f"{due}remove/", {"text": " "}).status_code == 422
    assert dan.post(f"{due}remove/", {"text": "Not needed."}).status_code == 302
    assert dan.get(f"{due}remove/").status_code == 302, "it is open already"
    one = f"/rights/removals/{ask_owner('select id from rights_dueremoval')[0][0]}/"
    assert "Another officer" in main(dan.get(one))
    assert f"{one}confirm/" not in dan.get(one).content.decode()
    assert dan.post(f"{one}confirm/").status_code in (403, 404)
    assert "A removal of what is due waits" in pat.get("/").content.decode()
    assert "A removal of what is due waits" not in dan.get("/").content.decode()
    assert pat.post(f"{one}confirm/").status_code == 302
    assert dan.get(f"{one}progress/").json()["under_way"] is True
    assert "0 of 41 records looked at, 0 removed." in main(pat.get(one))
    assert carry_out(UUID(one.split("/")[3])) == 40
    shown = main(pat.get(one))
    assert "Removed 40" in shown
    assert "they may still be missing. 1" in shown
    assert dan.get(f"{one}progress/").json()["under_way"] is False
    assert "40 removed, 1 stay" in main(dan.get("/rights/removals/"))


def test_for_others_it_is_not_there(people: Cast, client_of: ClientOf, due: str) -> None:
    client_of(people.dan).post(f"{due}remove/", {"text": "Not needed."})
    removal = ask_owner("select id from rights_dueremoval")[0][0]
    pairs = [
        (due, due.replace(str(agency(POLICE)), str(uuid4()))),
        (f"{due}remove/", f"/rights/retention/{uuid4()}/{MISSING}/remove/"),
        (f"/rights/removals/{removal}/", f"/rights/removals/{uuid4()}/"),
        (f"/rights/removals/{removal}/progress/", f"/rights/removals/{uuid4()}/progress/"),
        *((f"/rights/removals/{removal}/{move}/", f"/rights/removals/{uuid4()}/{move}/") for move in MOVES),
    ]
    for who in (people.mia, people.ada, people.sam, people.vic):  # another's officer, an administrator, others
        theirs = client_of(who)
        for hidden, absent in pairs:
            answers = [theirs.get(hidden), theirs.get(absent)]
            assert [answer.status_code for answer in answers] == [404, 404], (who.key, hidden)
            assert bytes_of(answers[0]) == bytes_of(answers[1])
            assert theirs.post(hidden, {"text": "x"}).status_code in (404, 405)
        with who.acting(), connection.cursor() as cursor:
            assert not DueRemoval.objects.exists()
            for call in ("rights_removal_counts(%s, %s, '{}', current_date, 9)",
                         "rights_removal_lines(%s, %s, '{}', current_date, null, null, 9, '')"):  # fmt: skip
                cursor.execute(f"select count(*) from {call}", [agency(POLICE), MISSING])
                assert cursor.fetchone() == (0,)
            cursor.execute("select count(*) from rights_removal_waits(%s)", [removal])
            assert cursor.fetchone() == (0,)
            cursor.execute("select rights_removal_next(%s, 9), rights_unnamed(%s)", [removal, agency(POLICE)])
            assert cursor.fetchone() == (None, 0)
    assert ask_owner("select state from rights_dueremoval") == [["proposed"]]
    mia = client_of(people.mia)
    assert "Missing" not in main(mia.get("/rights/removals/"))

"""Removal survives a restore: what the list outside backups names goes again, and stays away."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import transaction
from tests.deliveries import deliver, episode
from tests.people import Cast
from tests.records import MISSING, POLICE, agency, as_owner, ask_owner, make_live, past_the_walls
from tests.rights import tables_naming

from fourfold.accountability.rights.operations import listing
from fourfold.accountability.rights.operations.holds import lift_hold, place_hold, review_hold
from fourfold.accountability.rights.queries.requests import candidates
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import Conflict
from fourfold.records.feeds.operations.removing import remove_records

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

SOON = today(now()) + timedelta(days=60)


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    monkeypatch.setattr(listing, "data_home", lambda: tmp_path)
    return tmp_path


def test_what_was_removed_before_a_restore_is_removed_again(people: Cast, home: Path) -> None:
    make_live(POLICE, MISSING)
    yesterday = now() - timedelta(days=1)
    deliver(people.pat, [episode(1), episode(2, forename="Bo", surname="Quill")], as_of=yesterday)
    found = ask_owner("select id from feeds_record where row_number = (select min(row_number) from feeds_record)")
    record = UUID(found[0][0])
    backup = transaction.savepoint()
    deliver(people.pat, [episode(5, forename="Ed", surname="Tarn")])
    later = UUID(ask_owner("select record_id as id from feeds_content where values::text ~ 'Tarn'")[0][0])
    with people.dan.acting() as dan:
        remove_records(actor=dan, now=now(), holder_id=agency(POLICE), record_ids=[record, later])
    assert listing.copy_list() == 2
    assert listing.copy_list() == 0
    transaction.savepoint_rollback(backup)
    assert "feeds_content" in tables_naming("nowak")
    assert listing.apply_again().removed == 1
    assert tables_naming("nowak", record) == {}
    assert listing.apply_again().removed == 0
    deliver(people.pat, [episode(5, forename="Ed", surname="Tarn"), episode(1)])
    assert tables_naming("nowak", "tarn") == {}, "nor does what came after the backup come back by its feed"
    assert ask_owner("select count(*) from feeds_record") == [[1]]


def test_a_hold_that_was_placed_after_the_backup_stands_again(people: Cast, home: Path) -> None:
    make_live(POLICE, MISSING)
    deliver(people.pat, [episode(1)])
    backup = transaction.savepoint()
    deliver(people.pat, [episode(1), episode(5, forename="Ed", surname="Tarn")])
    known = "select id from feeds_record where reference = %s"
    with people.dan.acting() as dan:
        (ada, ed) = (one for name in ("Nowak", "Tarn") for one in candidates(dan, name))
        placed = [
            place_hold(actor=dan, now=now(), holder_id=agency(POLICE), person=one, why="Inquest", review_on=SOON)
            for one in (ada, ed)
        ]
    assert listing.copy_list() == 2
    with people.dan.acting() as dan:
        review_hold(actor=dan, now=now(), hold_id=placed[0].pk, review_on=SOON + timedelta(days=9))
    assert listing.copy_list() == 1, "what changed is written again"
    assert "Inquest" not in (home / listing.NAME).read_text(), "reasons tell of people"
    transaction.savepoint_rollback(backup)
    # Ed came after the backup: nothing of his is there to be kept, and whoever restores is told
    assert listing.apply_again() == listing.Again(0, 1, (str(placed[1].pk),))
    assert ask_owner("select id::text, review_on::text from rights_legalhold") == [
        [str(placed[0].pk), str(SOON + timedelta(days=9))]
    ]
    with people.dan.acting() as dan, pytest.raises(Conflict, match="legal hold"):
        remove_records(
            actor=dan, now=now(), holder_id=agency(POLICE), record_ids=[UUID(ask_owner(known, [ada.reference])[0][0])]
        )
    assert listing.apply_again().placed == 0
    # And one that was lifted stays lifted
    with people.dan.acting() as dan:
        lift_hold(actor=dan, now=now(), hold_id=placed[0].pk, why="It has ended.")
    listing.copy_list()
    transaction.savepoint_rollback(backup)
    assert listing.apply_again().placed == 0


def test_a_hold_stands_though_a_link_that_was_parted_since_lifted_it(people: Cast, home: Path) -> None:
    make_live(POLICE, MISSING)
    deliver(people.pat, [episode(1), episode(2, forename="Bo", surname="Quill")])
    with people.dan.acting() as dan:
        ada, bo = (candidates(dan, name)[0] for name in ("Nowak", "Quill"))
        hold = place_hold(actor=dan, now=now(), holder_id=agency(POLICE), person=ada, why="Inquest", review_on=SOON)
    pair = [ada.subject_id, ada.subject_id, bo.subject_id, ada.subject_id]
    as_owner("insert into access_sameperson (subject_id, person_id) values (%s, %s), (%s, %s)", pair)
    # Given a backup in which both are one person, wrongly
    backup = transaction.savepoint()
    as_owner("delete from access_sameperson")
    record = ask_owner("select id from feeds_record where reference = %s", [bo.reference])[0][0]
    with people.dan.acting() as dan:
        remove_records(actor=dan, now=now(), holder_id=agency(POLICE), record_ids=[UUID(record)])
    listing.copy_list()
    transaction.savepoint_rollback(backup)
    # Then who was removed goes again, and who is held stays held
    assert listing.apply_again() == listing.Again(1, 1, ())
    assert ask_owner("select id::text, lifted_at::text from rights_legalhold") == [[str(hold.pk), None]]


def test_a_damaged_list_stops_the_restore_and_a_cut_last_line_does_not(home: Path) -> None:
    line = '{"record":"%s","holder":"%s","row":null,"key":null,"at":"2026-09-03T10:00:00+00:00"}'
    whole = line % (UUID(int=1), UUID(int=2))
    (home / listing.NAME).write_text(f'{whole}\n{{"record":')
    assert listing.apply_again() == listing.Again(0, 0, ())
    (home / listing.NAME).write_text(f'{{"record":\n{whole}\n')
    with pytest.raises(listing.UnreadableRemovals, match="Line 1"):
        listing.apply_again()

"""A program whose children remove what is due, and die where they are told to; run by `test_removing_dying.py`.

For each point and time: some episodes that are over and some that do not say so are delivered, two officers decide, a
child begins and dies, another ends it. Last, three are at it at once. A JSON object a line; nothing is left. With
`all`, each point at its first time and at a later one.
"""

import json
import sys
from pathlib import Path
from types import ModuleType
from uuid import UUID

from fourfold.project import bootstrap

# As pytest has it: the folder above is the package `tests`, whatever others of that name are installed.
sys.modules["tests"] = ModuleType("tests")
sys.modules["tests"].__path__ = [str(Path(__file__).parents[3])]
bootstrap.prepare_django()

from django.db import connections  # noqa: E402 (Django is ready now)
from tests.deliveries import deliver  # noqa: E402
from tests.due import appoint, decide, old  # noqa: E402
from tests.dying import dying_at, in_children  # noqa: E402
from tests.people import Cast, cast  # noqa: E402
from tests.records import MISSING, POLICE, make_live, past_the_walls  # noqa: E402

from fourfold.accountability.rights.operations import removing_due  # noqa: E402
from fourfold.accountability.rights.operations.listing import place  # noqa: E402
from fourfold.accountability.rights.operations.removing_due import Point, carry_out  # noqa: E402

removing_due.BATCH = 3
OVER, STAYS = 7, 2
ALL = {
    Point.BEFORE_BATCH: (1, 4),
    Point.BATCH_NOT_COMMITTED: (1, 3),
    Point.BATCH_NOT_LISTED: (1, 3),
    Point.AFTER_BATCH: (1, 3),
}
TIMES = ALL if "all" in sys.argv else {Point.BATCH_NOT_LISTED: (3,)}
"""Which time a point is passed; else the first."""
WRITTEN = (
    *("feeds_searchkey", "feeds_content", "feeds_record", "feeds_saidagain", "feeds_ownreference", "feeds_subject"),
    *("feeds_waitingrow", "feeds_deliveryfile", "feeds_delivery", "rights_removal", "rights_dueremoval"),
    *("rights_notice", "access_subject", "identity_touched", "procrastinate_events", "procrastinate_jobs"),
)
SO = """
select x.state, x.looked, x.removed, (select count(*) from feeds_record where label_id <> 0),
       (select count(*) from rights_removal), (select coalesce(sum((detail ->> 'removed')::int), 0) from audit_entry
            where subject_id = x.id::text and detail ->> 'act' = 'batch')
from rights_dueremoval x
"""


def main() -> None:
    """Every point in turn, then three at once."""
    with past_the_walls():
        for point in Point:
            for time in TIMES.get(point, (1,)):
                one = decided(f"{point}{time}")
                died = in_children(lambda: carry_out(one, passing=dying_at(point, time)))  # noqa: B023
                so = now_so()
                in_children(lambda: carry_out(one))  # noqa: B023
                tell(point=point, time=time, died=died, so=so, ended=now_so(), listed=listed())
        one = decided("together")
        died = in_children(*[lambda: carry_out(one)] * 3)
        tell(point="three at once", died=died, so=now_so(), ended=now_so(), listed=listed())


def decided(name: str) -> UUID:
    """A removal that two officers decided, over episodes of people of this name."""
    people = cast()
    begin(people)
    rows = [old(number, forename=name) for number in range(OVER)]
    deliver(people.pat, [*rows, *(old(9 + number, returned_at="") for number in range(STAYS))])
    return decide(people)


def begin(people: Cast) -> None:
    """Nothing is there but two officers of the police."""
    wipe()
    make_live(POLICE, MISSING)
    appoint(people.pat, "test")


def wipe() -> None:
    """No record, removal or second officer before and after."""
    with connections["maintenance"].cursor() as cursor:
        for name in WRITTEN:
            cursor.execute(f"delete from {name}")
        cursor.execute("delete from rights_removal")  # what is deleted for good does not come back otherwise
        cursor.execute("delete from partnership_role where title = 'test'")
        cursor.execute("alter table catalogue_holderdataset disable trigger user")
        cursor.execute("delete from catalogue_holderdataset")
        cursor.execute("alter table catalogue_holderdataset enable trigger user")
    place().unlink(missing_ok=True)


def now_so() -> object:
    """State, looked at, removed, records that are there, on the list, and removed as the log says."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(SO)
        return cursor.fetchone()


def listed() -> list[int]:
    """Lines of the list outside backups as the worker left it, and how many records these are."""
    kept = [json.loads(line)["record"] for line in place().read_text(encoding="utf-8").splitlines()]
    return [len(kept), len(set(kept))]


def tell(**said: object) -> None:
    """A line for the test."""
    sys.stdout.write(json.dumps(said, default=str) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    finally:
        wipe()

"""A program whose children work deliveries off, and die where they are told to; run by `test_dying.py`.

Arguments: the sender's user id, the agency's id, the contract, and the file. Prints a JSON object a line.
"""

import json
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import sleep
from types import ModuleType
from uuid import UUID

from fourfold.project import bootstrap

# As pytest has it: the folder above is the package `tests`, whatever others of that name are installed.
sys.modules["tests"] = ModuleType("tests")
sys.modules["tests"].__path__ = [str(Path(__file__).parents[3])]
bootstrap.prepare_django()

from django.db import connections  # noqa: E402 (Django is ready now)
from tests.dying import dying_at, in_children  # noqa: E402

from fourfold.ground.kernel.actors import Actor  # noqa: E402
from fourfold.ground.kernel.clock import now  # noqa: E402
from fourfold.ground.kernel.errors import Conflict  # noqa: E402
from fourfold.ground.postgres.context import acting_as  # noqa: E402
from fourfold.records.feeds.domain.deliveries import DeliveryState, How  # noqa: E402
from fourfold.records.feeds.domain.failpoints import Failpoint  # noqa: E402
from fourfold.records.feeds.operations import checking, entering, receive, work_off  # noqa: E402
from fourfold.trust.partnership.queries import standing_of  # noqa: E402

BATCH = 3
WRITTEN = (
    *("searchkey", "content", "record", "saidagain", "openrow", "ownreference", "subject"),
    *("waitingrow", "deliveryfile", "delivery"),
)
AT_BATCHES = {Failpoint.BEFORE_BATCH, Failpoint.BATCH_NOT_COMMITTED, Failpoint.AFTER_BATCH}

_options_of = entering.options_of
checking.options_of = entering.options_of = lambda delivery: replace(_options_of(delivery), batch_rows=BATCH)


def main(user_id: str, holder_id: str, contract: str, file: str) -> None:
    """Every failpoint in turn, then two workers on one delivery, then two deliveries at once."""
    actor = Actor.person(UUID(user_id))

    def received(content: Path) -> UUID:
        with content.open("rb") as opened, acting_as(actor):
            return receive(
                actor=standing_of(actor),
                now=now(),
                holder_id=UUID(holder_id),
                contract=contract,
                filename="rows.csv",
                content=opened,
                how=How.FOLDER,
            ).pk

    def taken_up(one: UUID) -> None:
        """As workers do: where another is at it, which may have died just now, look again until it is over."""
        for _attempt in range(100):
            with suppress(Conflict):
                if DeliveryState(work_off(one, actor).state).is_over:
                    return
            sleep(0.05)

    for point in Failpoint:
        for time in (1, 2, 3) if point in AT_BATCHES else (1,):
            one = received(Path(file))
            died = in_children(lambda: work_off(one, actor, passing=dying_at(point, time)))  # noqa: B023
            tell(point=point, time=time, died=died, seen=seen())
            in_children(lambda: taken_up(one))  # noqa: B023
            tell(point=point, time=time, died=[], seen=seen())
            wipe()
    one = received(Path(file))
    in_children(*[lambda: taken_up(one)] * 3)
    tell(point="one delivery", seen=seen())
    wipe()
    one, other = received(Path(file)), received(Path(f"{file}.other"))
    in_children(lambda: taken_up(one), lambda: taken_up(other))
    tell(point="two deliveries", seen=seen())
    wipe()


def wipe() -> None:
    """Nothing is left of what came."""
    with connections["maintenance"].cursor() as cursor:
        for name in WRITTEN:
            cursor.execute(f"delete from feeds_{name}")
        cursor.execute("delete from rights_removal")  # what is deleted for good does not come back otherwise


def seen() -> list[str]:
    """The identity of every row that is seen, past the walls."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            "select c.cells ->> 'episode_reference' from feeds_record r join feeds_content c on c.record_id = r.id"
            " where r.label_id <> 0 union all select values ->> 'location' from feeds_openrow"
            " where coalesce(is_live, delivery_id = any (feeds_whole())) order by 1"
        )
        return [row[0] for row in cursor.fetchall()]


def tell(**said: object) -> None:
    """A line for the test."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

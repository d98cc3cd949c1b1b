"""A program whose children change the data key, and die where they are told to; run by `test_changing_keys.py`.

Arguments: the administrator's user id. Prints a JSON object a line: the step, how it ended, and what is there then.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from uuid import UUID

from fourfold.project import bootstrap

bootstrap.prepare_django()

from django.db import connections  # noqa: E402 (Django is ready now)

from fourfold.ground.kernel.actors import Actor  # noqa: E402
from fourfold.ground.kernel.clock import now  # noqa: E402
from fourfold.ground.postgres.context import acting_as  # noqa: E402
from fourfold.project.keeping import rekeying  # noqa: E402
from fourfold.project.keeping.failpoints import Step  # noqa: E402
from fourfold.records.feeds.domain.search_keys import hashed, identifier_key  # noqa: E402
from fourfold.records.feeds.queries.sealing import all_keys, unsealed  # noqa: E402
from fourfold.records.identity.queries import holding  # noqa: E402
from fourfold.trust.partnership.domain.roles import LINKER  # noqa: E402
from fourfold.trust.partnership.queries import standing_of  # noqa: E402
from fourfold.trust.sealing import queries  # noqa: E402

NUMBER = "9434765919"
queries.FRESH = 0.0
rekeying.BATCH = 2


def ask(statement: str, *values: object) -> list[tuple[object, ...]]:
    """What a question finds past the walls."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def opened() -> dict[str, object]:
    """What opens, is found and would be compared, at this moment."""
    macs = [hashed(identifier_key("nhs_number", NUMBER), keys) for keys in all_keys()]
    says = [(json.loads(v), json.loads(c)) for v, c in ask("select values::text, cells::text from feeds_content")]
    with acting_as(LINKER.actor):
        ids = [one for _subject, one in holding.live_descriptions(None, 1_000)]
        details = sorted(one.as_text() for _holder, one in holding.details_by_description(ids).values())
        pairs = sorted(map(str, holding.candidates(ids, once=True)))
        stale = holding.stale()
    return {
        "found": ask("select count(*) from feeds_searchkey where mac = any(%s)", macs)[0][0],
        "search_keys": ask("select count(*) from feeds_searchkey")[0][0],
        "said": sorted(unsealed(values).get("nhs_number", "") for values, _cells in says),
        "cells": sorted(
            queries.unseal(cells["nhs_number"], kind="feeds-identifier")
            for _values, cells in says
            if "nhs_number" in cells
        ),
        "details": details,
        "pairs": len(pairs) if not stale else None,  # a run begins with the rest, and compares then
        "scores": ask("select count(*) from identity_pair")[0][0],
        "letters": [queries.unseal(one[0], kind="message") for one in ask("select sealed_body from outbox_message")],
        "secrets": [
            queries.unseal(one[0], kind="second-factor")
            for one in ask("select data->>'secret' from mfa_authenticator")
        ],
        "touched": ask("select count(*) from identity_touched")[0][0],
    }


def dying_at(point: Step | None) -> Callable[[Step], None]:
    """Kills this very process when it passes the step; without one, it never does."""

    def passing(here: Step) -> None:
        if here is point:
            os.kill(os.getpid(), signal.SIGKILL)

    return passing


def rotated(actor: Actor, point: Step | None) -> int:
    """Rotate in a process of its own; how it ended (0, or minus the signal)."""
    connections.close_all()
    child = os.fork()
    if not child:
        with acting_as(actor):
            standing = standing_of(actor)
        try:
            rekeying.rotate(standing, say=lambda _words: None, now=now, passing=dying_at(point))
        finally:
            connections.close_all()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def numbers() -> list[object]:
    """The data keys that there are, and those that any text of any column says it is sealed by."""
    held = sorted({number for (number,) in ask("select number from sealing_key where number > 0")})
    said: set[object] = set()
    for table, column in ask(
        "select table_name, column_name from information_schema.columns where table_schema = 'public'"
        " and data_type in ('text', 'character varying', 'jsonb', 'json') and table_name <> 'sealing_key'"
    ):
        sealed = f'select sealing_numbers(to_jsonb("{column}")) from "{table}"'
        said |= {number for (number,) in ask(sealed)}
    for table in ("feeds_content", "identity_description"):
        said |= {number for (number,) in ask(f"select data_key_id from {table}")}
    return [held, sorted(said, key=str)]


def main(user_id: str) -> None:
    """Every step in turn: killed there, looked at, gone on with, looked at."""
    actor = Actor.person(UUID(user_id))
    tell(step="", died=0, **opened())
    for point in Step:
        died = rotated(actor, point)
        tell(step=point, died=died, **opened())
        if point is not Step.OLD_GONE:
            rotated(actor, None)
        tell(step=f"{point}, gone on with", died=0, numbers=numbers(), **opened())


def tell(**said: object) -> None:
    """A line for the test."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

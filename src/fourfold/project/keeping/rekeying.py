"""A new data key, while the service runs: what was sealed or hashed under the old one is made anew, then it is gone.

Each step asks the database what is left to do, so that after any interruption the same command goes on. Until the
last step both keys open and are looked for, whichever a row has.
"""

import time
from collections.abc import Callable
from datetime import datetime

from fourfold.accountability.rights.sealed import SEALED as RIGHTS
from fourfold.ground.kernel.errors import Conflict
from fourfold.ground.postgres.context import acting_as
from fourfold.project.keeping.failpoints import Pass, Step, nothing
from fourfold.records.feeds.operations import resealing
from fourfold.records.identity.operations import renew_keys
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.sealed import SEALED as MESSAGES
from fourfold.trust.partnership import policies
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.sealed import SEALED as PARTNERSHIP
from fourfold.trust.sealing import operations, queries

Say = Callable[[str], None]
SEALED = (*PARTNERSHIP, *MESSAGES, *RIGHTS)
"""What is sealed in small tables. Contents and descriptions may be millions, and have the number in a column."""
BATCH = 500
PATIENCE = 60
"""Tries to find the linkage at rest, five seconds apart."""
_LEFT = """
select (select count(*) from feeds_content where data_key_id <> %(current)s)
     + (select count(*) from identity_description where data_key_id <> %(current)s)
"""
PERMISSION = "installation:rotate-keys"


def rotate(actor: Standing, *, say: Say, now: Callable[[], datetime], passing: Pass = nothing) -> int:
    """Change the data key, or go on where that was interrupted; the number of the new one.

    Raises NotAllowed, Conflict where the linkage does not come to rest or another command is at it, CannotUnseal.
    """
    policies.require_administrator(actor)
    with operations.alone():
        found = queries.read_again()
        before = min(found.data)
        if len(found.data) == 1:
            passing(Step.BEFORE_KEY)
            number = operations.begin(now=now())
            _note(actor, now(), {"from": before, "to": number, "step": "begun"})
            say(f"Data key {number} is in use. Key {before} still opens what it sealed.")
        else:
            number = found.current
            say(f"Going on: data key {number} takes the place of key {before}.")
        passing(Step.KEY_MADE)
        if wait := operations.unheard(number):
            say(f"Waiting {wait:.0f} seconds, until every process knows it.")
            time.sleep(wait)
        _make_anew(say, passing)
        passing(Step.BEFORE_OLD_GOES)
        _end(say, passing)
        _note(actor, now(), {"from": before, "to": number, "step": "done"})
        passing(Step.OLD_GONE)
    say(f"Done. Nothing needs data key {before} any more, and it is gone. Backups made before open with their own.")
    return number


def renew_contents(say: Say, passing: Pass = nothing) -> int:
    """Make contents anew that are sealed, or hashed for search, otherwise than now; how many."""
    of, done = resealing.stale_contents(), 0
    while some := resealing.renew_contents(most=BATCH):
        done += some
        passing(Step.CONTENTS)
        say(f"Records: {done:,} of {max(of, done):,}.")
    return done


def _make_anew(say: Say, passing: Pass) -> None:
    for place in SEALED:
        while operations.reseal(place, most=BATCH):
            passing(Step.SECRETS)
    say("Secrets of sign-in, letters, webhooks and packs: sealed anew.")
    renew_contents(say, passing)
    _renew_descriptions(say, passing)


def _renew_descriptions(say: Say, passing: Pass) -> None:
    def progress(words: str, done: int, of: int) -> None:
        passing(Step.DESCRIPTIONS)
        say(f"{words}: {done:,} of {of:,} descriptions.")

    for attempt in range(PATIENCE + 1):
        try:
            renew_keys(progress)
        except Conflict:
            if attempt == PATIENCE:
                raise
            if attempt == 0:
                say("The linkage is at work. Waiting until it rests; what it links meanwhile is right.")
            time.sleep(5)
        else:
            return


def _end(say: Say, passing: Pass) -> None:
    """What was written meanwhile by somebody who began before is made anew, too; then the old key goes."""
    for _attempt in range(10):
        left = operations.finish(SEALED, also=_LEFT)
        if not left:
            return
        say(f"{left:,} came in meanwhile.")
        _make_anew(say, passing)
    raise Conflict("Something is still written under the old key. Nothing is lost; run the command again.")


def _note(actor: Standing, now: datetime, detail: dict[str, object]) -> None:
    with acting_as(actor.actor):
        record(
            actor=actor.actor,
            now=now,
            permission=PERMISSION,
            subject_kind="installation.keys",
            subject_id=str(detail["to"]),
            detail=detail,
        )

"""People in the database of an installation, and their removal: `python tests/removals.py STEP` in its environment.

`begin`: the cast, and what the police say of Ada, Bo and Cy, linked. Bo, whose NHS number is known, and Cy are held
by law. It prints by which ids and references Ada and Cy are known. `remove`: the hold on Cy is lifted, Ada and Cy
go, and the data key is changed. `again KNOWN`: all three come in their agency's next file; where any of what was
known of those who went, or their names, stands then, and what became of Bo.
"""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from types import ModuleType
from uuid import UUID

GONE = ("Nowak", "Tarnbeck")
HELD = "Quillfeather"
NUMBER = "9434765919"
HOME = {"address": "4 Lower Fant Road", "postcode": "ME16 8DP", "sex": "F"}


def _deliver(*more: int) -> None:
    """One file of all three; `more` makes it another than the one before."""
    from tests.deliveries import deliver, episode
    from tests.people import cast

    from fourfold.records.identity.operations import work_off_waiting

    rows = [
        episode(1, **HOME),
        episode(2, **HOME),
        episode(3, forename="Bo", surname=HELD),
        episode(4, forename="Cy", surname="Tarnbeck"),
        *(episode(one, forename="Di", surname="Osgood") for one in more),
    ]
    deliver(cast().pat, rows)
    work_off_waiting()


def _records(surname: str) -> list[UUID]:
    from tests.records import ask_owner

    asked = "select record_id from feeds_content where values::text ~ %s"
    return [UUID(one) for (one,) in ask_owner(asked, [surname])]


def _number() -> None:
    """As a feed that tells it: Bo's NHS number, sealed, with the keys by which it is found."""
    from django.db import connections

    from fourfold.records.feeds.domain.search_keys import stored_keys
    from fourfold.records.feeds.queries.sealing import IDENTIFIER, room_keys
    from fourfold.trust.sealing import queries

    with connections["maintenance"].cursor() as cursor:
        cursor.execute("select record_id, values::text from feeds_content where values::text ~ %s", [HELD])
        ((record_id, said),) = cursor.fetchall()
        values = json.loads(said) | {"nhs_number": NUMBER}
        kept = values | {"nhs_number": queries.seal(NUMBER, kind=IDENTIFIER)}
        cursor.execute(
            "update feeds_content set values = %s, keys = %s where record_id = %s",
            [json.dumps(kept), json.dumps(stored_keys(values, room_keys())), record_id],
        )


def begin() -> None:
    """Settle, deliver, link, hold two of them; and say by which ids and references those who go are known."""
    from tests import people
    from tests.records import MISSING, POLICE, agency, ask_owner, make_live

    from fourfold.accountability.rights.operations.holds import place_hold
    from fourfold.accountability.rights.queries.requests import candidates
    from fourfold.ground.kernel.clock import now, today

    people.settle()
    make_live(POLICE, MISSING)
    _deliver()
    _number()
    for surname in (HELD, "Tarnbeck"):
        with people.cast().dan.acting() as dan:
            (person,) = candidates(dan, surname)
            until = today() + timedelta(days=90)
            place_hold(
                actor=dan, now=now(), holder_id=agency(POLICE), person=person, why="An inquest.", review_on=until
            )
    rows = ask_owner(
        "select r.id::text as a, r.subject_id::text as b, r.reference as c, d.id::text as d from feeds_record r"
        " left join identity_description d on d.subject_id = r.subject_id where r.id = any (%s)",
        [[record for surname in GONE for record in _records(surname)]],
    )
    sys.stdout.write(json.dumps(sorted({one for row in rows for one in row if one})))


def remove() -> None:
    """Lift the hold on Cy, remove Ada and Cy, and change the data key."""
    from tests.people import cast
    from tests.records import POLICE, agency, ask_owner, subject_of

    from fourfold.accountability.rights.operations.holds import lift_hold
    from fourfold.accountability.rights.operations.listing import copy_after_commit
    from fourfold.ground.kernel.clock import now
    from fourfold.records.feeds.operations.removing import remove_records

    ids = [record for surname in GONE for record in _records(surname)]
    with cast().dan.acting() as dan:
        held = "select id from rights_legalhold where subject_id = %s"
        lifted = UUID(ask_owner(held, [subject_of(_records("Tarnbeck")[0])])[0][0])
        lift_hold(actor=dan, now=now(), hold_id=lifted, why="The inquest has ended.")
        remove_records(actor=dan, now=now(), holder_id=agency(POLICE), record_ids=ids)
        copy_after_commit()
    _rotate()


def _rotate() -> None:
    """Change the data key. No other process is there that would have to read it first: it need not wait for any."""
    from tests.people import cast

    from fourfold.ground.kernel.clock import now
    from fourfold.project.keeping import rekeying
    from fourfold.trust.sealing import queries

    queries.FRESH = 0.0
    with cast().ada.acting() as ada:
        standing = ada
    rekeying.rotate(standing, say=lambda _line: None, now=now)


def again(*known: str) -> None:
    """All of them once more, in another file; where the gone stand then, and whether Bo is there, and stays."""
    from tests.people import cast
    from tests.records import POLICE, agency, ask_owner
    from tests.rights import tables_naming

    from fourfold.ground.kernel.clock import now
    from fourfold.ground.kernel.errors import Conflict
    from fourfold.records.feeds.operations.removing import remove_records

    _deliver(5)
    found: dict[str, object] = {"standing": tables_naming(*GONE, *known), "held": len(_records(HELD))}
    (found["named in the log"],) = ask_owner(
        "select count(*) from audit_entry e where e::text ~* %s", ["|".join([*GONE, HELD])]
    )[0]
    (found["keys"],) = ask_owner(
        "select (select count(*) from feeds_searchkey where record_id not in (select id from feeds_record))"
        " + (select count(*) from identity_description where record_id not in (select id from feeds_record))"
    )[0]
    with suppress(Conflict), cast().dan.acting() as dan:
        remove_records(actor=dan, now=now(), holder_id=agency(POLICE), record_ids=_records(HELD))
    found["held afterwards"] = len(_records(HELD))
    found["opens and is found"] = _opens()
    sys.stdout.write(json.dumps(found))


def _opens() -> bool:
    """Whether what is sealed about Bo opens, and they are found by it."""
    from tests.records import ask_owner

    from fourfold.records.feeds.domain.search_keys import hashed, identifier_key
    from fourfold.records.feeds.queries.sealing import all_keys, unsealed

    ((said,),) = ask_owner("select values::text as v from feeds_content where values::text ~ %s", [HELD])
    macs = [hashed(identifier_key("nhs_number", NUMBER), keys) for keys in all_keys()]
    ((found,),) = ask_owner("select count(*) from feeds_searchkey where mac = any (%s)", [macs])
    return unsealed(json.loads(said))["nhs_number"] == NUMBER and found == 1


STEPS: dict[str, Callable[..., None]] = {
    "begin": begin,
    "remove": remove,
    "again": again,
}


def main() -> None:
    """Run one step on the database of the installation."""
    # As pytest has it: this folder is the package `tests`, whatever others of that name are installed.
    sys.modules["tests"] = package = ModuleType("tests")
    package.__path__ = [str(Path(__file__).parent)]
    from fourfold.ground.postgres import endpoints

    prepared = endpoints.prepare()
    try:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.project.settings")
        import django

        django.setup()
        from tests.records import past_the_walls

        with past_the_walls():
            STEPS[sys.argv[1]](*sys.argv[2:])
    finally:
        prepared.release()


if __name__ == "__main__":
    main()

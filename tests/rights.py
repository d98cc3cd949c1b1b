"""Requests of people about their data, for tests: lodged, handled and looked for in every table."""

from typing import Any
from uuid import uuid4

from django.test import Client
from tests.people import Cast
from tests.records import agency, ask_owner

from fourfold.ground.kernel.clock import today

KEPT_BY_LAW = ("audit_entry", "audit_link", "rights_removal")
"""What keeps opaque ids: the log, and the list of removals, by which they stay removed."""


def tables_naming(*needles: Any) -> dict[str, int]:
    """Every table of the database in which one of these texts stands, in any column, and in how many rows."""
    wanted = "|".join(str(one) for one in needles)
    names = ask_owner("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'")
    found = {}
    for (name,) in names:
        if name in KEPT_BY_LAW:
            continue
        count = ask_owner(f"select count(*) as n from {name} t where t::text ~* %s", [wanted])[0][0]
        if count:
            found[name] = count
    return found


def send(client: Client, people: Cast, kind: str, **changed: str) -> str:
    """Send the public form to the police; the reference that it shows."""
    answer = client.post(
        f"/your-data/ask/{kind}/",
        {
            "request_id": str(uuid4()),
            "agency": str(agency("kent-police")),
            "behalf": "self",
            "about_name": "Somebody",
            "words": "Please.",
            "reach": "telephone",
            "contact": "01632 960002",
            **changed,
        },
    )
    if answer.status_code != 302:
        raise AssertionError(answer.content.decode())
    return str(answer["Location"]).strip("/").rsplit("/", 1)[-1]


def as_officer(client: Client, page: str) -> None:
    """Decide that whoever asks is who they say, asks for themselves, and is reached safely."""
    on = today()
    request_id = page.strip("/").rsplit("/", 1)[-1]
    version = ask_owner("select version from rights_request where id = %s", [request_id])[0][0]
    answer = client.post(
        f"{page}checks/",
        {
            "identity": "confirmed",
            "identity_how": "Came with their worker",
            "identity_on_day": on.day,
            "identity_on_month": on.month,
            "identity_on_year": on.year,
            "standing": "child-own",
            "standing_why": "Fifteen, and understands what they ask.",
            "contact": "01632 960002",
            "contact_is_safe": "on",
            "version": version,
        },
    )
    if answer.status_code != 302:
        raise AssertionError(answer.content.decode())

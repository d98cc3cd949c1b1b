"""Loading the demonstration: agencies and the cast, through the operations of the front door."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from uuid import UUID

from fourfold.accountability.indicators.operations.catalogue import register_indicators
from fourfold.ground.postgres.context import acting_as
from fourfold.project.demonstration.cast import CAST, Character
from fourfold.records.identity.operations.places import register_places
from fourfold.trust.catalogue.operations import register_catalogue
from fourfold.trust.partnership import operations as partnership
from fourfold.trust.partnership.domain.register import Register, load_register
from fourfold.trust.partnership.domain.roles import INSTALLATION
from fourfold.trust.partnership.queries import account_by_email, agency_ids_by_key, known_register

HERE = "fourfold.project.demonstration"
SINCE = date(2025, 4, 1)
"""When the people of the demonstration took up their roles."""


def text_of(name: str) -> bytes:
    """A file of the demonstration."""
    return resources.files(HERE).joinpath(name).read_bytes()


def is_loaded() -> bool:
    """Whether the demonstration's people are there."""
    return account_by_email(CAST[0].email) is not None


@cache
def register_with_made_up() -> Register:
    """The register of agencies, with an academy trust and its schools that are made up."""
    with resources.as_file(resources.files(HERE).joinpath("made-up-agencies.toml")) as path:
        made_up = load_register(path)
    return Register({**known_register().agencies, **made_up.agencies})


def load_people(now: datetime) -> None:
    """The register of agencies, the cast with their roles, the catalogues of law and of indicators, and places."""
    with acting_as(INSTALLATION.actor):
        partnership.register_agencies(actor=INSTALLATION, now=now, register=register_with_made_up())
        agencies = agency_ids_by_key()
        for character in CAST:
            _add(character, agencies, now)
        register_catalogue(actor=INSTALLATION, now=now)
        register_indicators(actor=INSTALLATION, now=now)
        register_places(actor=INSTALLATION, now=now)


def _add(character: Character, agencies: Mapping[str, UUID], now: datetime) -> None:
    new = partnership.NewPerson(
        name=character.name,
        agency_id=agencies[character.agency],
        kind=character.kind,
        email=character.email,
        title=character.title,
        is_synthetic=True,
    )
    person = partnership.add_person(actor=INSTALLATION, now=now, new=new, since=SINCE)
    more = [(character.agency, kind) for kind in character.also]
    for agency, kind in (*more, *character.elsewhere):
        partnership.give_role(
            actor=INSTALLATION, now=now, person_id=person.pk, agency_id=agencies[agency], kind=kind, since=SINCE
        )

"""How far a record of law reaches: which fields of which data sets could go under it."""

from collections.abc import Iterator
from datetime import date

from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.catalogue.domain.entries import PERSONAL, Condition, DataSet, Field, Gateway, Purpose


def carried(gateway: Gateway, data_set: DataSet) -> tuple[Field, ...]:
    """The fields of a data set that a gateway carries, given by a holder that it does not exclude."""
    has_holder = not data_set.sectors <= gateway.excluded_sectors
    return tuple(
        field
        for field in data_set.fields
        if field.sensitivity not in PERSONAL
        or (has_holder and field.sensitivity not in gateway.excluded_sensitivities)
    )


def covered(condition: Condition, data_set: DataSet) -> tuple[Field, ...]:
    """The fields of a data set for which a condition can be relied on."""
    return tuple(field for field in data_set.fields if field.sensitivity in condition.covers)


OWN_FUNCTIONS = "own-functions"
"""The gateway by which an agency uses what it holds itself: nothing is shared under it."""


def serving(purpose: Purpose, catalogue: Catalogue, on: date) -> list[Gateway]:
    """The gateways in force on a day that serve a purpose."""
    return [
        gateway
        for gateway in catalogue.gateways.values()
        if gateway.is_open(on) and (not gateway.purposes or purpose.key in gateway.purposes)
    ]


def ways(data_set: DataSet, catalogue: Catalogue, on: date) -> Iterator[tuple[Purpose, list[Gateway]]]:
    """For each purpose in force, the gateways in force by which at least one field of a data set could go."""
    for purpose in catalogue.purposes.values():
        found = [gateway for gateway in serving(purpose, catalogue, on) if gateway.key != OWN_FUNCTIONS]
        fitting = [gateway for gateway in found if carried(gateway, data_set)]
        if purpose.is_open(on) and fitting:
            yield purpose, fitting

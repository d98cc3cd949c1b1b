"""A model tried on people who were made up: of them it is known whose each record is.

Every model that is estimated is tried on the same people, so that its figures can be held against those of the model
before. None of an agency's records is needed for it, and nobody's origin is asked or guessed.
"""

from typing import Any

from fourfold.engines.linkage.linking import candidates, link
from fourfold.engines.linkage.model import Model
from fourfold.engines.linkage.source import KEY, Source
from fourfold.engines.population import Population, populate
from fourfold.records.identity.domain.cards import measured

PEOPLE, SEED = 12_000, 11
"""Whom: enough for the larger groups of names, few enough to take seconds."""
REFERENCE = "british"
"""The largest group, against which others are held."""


def tried(model: Model, *, people: int = PEOPLE, seed: int = SEED) -> dict[str, Any]:
    """What a model's card says of it (`truth`, see `domain/cards.py`), and on whom it was found."""
    made = populate(people=people, seed=seed)
    sources = [Source(agency, made.records(agency)) for agency in sorted(made.agencies)]
    whose = _whose(made)
    known = [whose[source.name, key] for source in sources for key in source.table[KEY].to_pylist()]
    truth, groups = [person for person, _group in known], [group for _person, group in known]
    held = link(sources, model=model).clusters["person_id"].to_pylist()
    found = measured(held, truth, groups, reference=REFERENCE, compared=candidates(sources))
    return found | {"made_up": people, "seed": seed, "agencies": len(sources)}


def _whose(made: Population) -> dict[tuple[str, str], tuple[str, str]]:
    """By source and record: whose it is, and where that person's name comes from."""
    columns = ("source", KEY, "person_key", "origin_group")
    rows = zip(*(made.truth[name].to_pylist() for name in columns), strict=True)
    return {(source, record): (person, group) for source, record, person, group in rows}

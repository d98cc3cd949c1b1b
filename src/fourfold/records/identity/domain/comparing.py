"""From which fields a feature's level comes: it is shown to those alone with whom these are shared on both sides."""

_NAMES = frozenset({"name", "other_names"})
_HOME = frozenset({"address", "postcode"})
_NUMBERS = frozenset({"nhs_number", "upn", "pnc_id"})
_BIRTH = frozenset({"born_on"})
_FEATURES: dict[str, frozenset[str]] = {
    "forename": _NAMES,
    "surname": _NAMES,
    "namesakes": _NAMES,
    "birth": _BIRTH,
    "sex": frozenset({"sex"}),
    "place": _HOME,
    **{number: frozenset({number}) for number in _NUMBERS},
}
_KIN_BY_BIRTH = frozenset({"one_person", "twins"})
_KIN_BY_HOME = frozenset({"siblings", "generations", "like_named", "strangers"})
OTHER_NAMES = "other_names"
"""Shared or not, it matters only where a record gives some: the database knows, and asks for it then."""
COMPARED = _NAMES | _BIRTH | {"sex"} | _HOME | _NUMBERS
"""All fields of the catalogue that the model compares."""


def fields_of(feature: str, level: str) -> frozenset[str] | None:
    """The fields behind a level; of one that is asked after others, theirs too. None for what is not known.

    `identity_fields_of` in rls/2_reviews.sql says the same.
    """
    if feature != "kin":
        return _FEATURES.get(feature)
    if level in _KIN_BY_BIRTH:
        return _NAMES | _BIRTH
    if level in _KIN_BY_HOME:
        return _NAMES | _BIRTH | _HOME
    return _NAMES | _BIRTH | _HOME | _NUMBERS

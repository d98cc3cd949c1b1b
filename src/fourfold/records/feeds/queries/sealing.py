"""The installation's keys, as the rules of the room ask for them."""

from fourfold.records.feeds.domain.identifiers import IDENTIFIERS, Keys
from fourfold.trust.sealing.queries import ring, unseal

IDENTIFIER = "feeds-identifier"
_CHANGING = "search"
"""The kind of hash that is made anew when the data key is changed. The others are of agencies' own numbers, by which
a row that was removed is known again although nothing else is left of it: no new hash could be made of that."""


def room_keys(number: int | None = None) -> Keys:
    """How identifiers are sealed and hashed now; `number`: hashed with another of the data keys.

    What is returned asks the database nothing, so that a thread without a connection can use it.
    """
    held = ring()
    chosen = number or held.current

    def keyed(text: str, kind: str) -> bytes:
        whole = f"feeds-{kind}"
        if kind == _CHANGING:
            return held.hashed(text, kind=whole, number=chosen)
        return held.lasting_hash(text, kind=whole)

    return Keys(seal=lambda text: held.seal(text, kind=IDENTIFIER), hashed=keyed, number=chosen)


def all_keys() -> list[Keys]:
    """Those with which anything may be hashed at this moment: two while the data key is changed."""
    return [room_keys(number) for number in sorted(ring().data)]


def unsealed(values: dict[str, str]) -> dict[str, str]:
    """Values as they were before they were kept. Raises CannotUnseal under another key."""
    return {field: unseal(text, kind=IDENTIFIER) if field in IDENTIFIERS else text for field, text in values.items()}

"""Keys of the linkage engine as they are stored: which rule made one, and its keyed hash."""

from collections.abc import Callable

from fourfold.engines.linkage.blocking import KEYS_VERSION, RULES

VERSION = KEYS_VERSION
"""By which rules keys are made, as descriptions keep it: those of another version would not be found by these."""
LENGTH = 16
_NUMBERS = {rule.key: number for number, rule in enumerate(RULES)}

LARGEST = [rule.largest for rule in RULES]
"""Up to which size the blocks of each rule are compared, by its number: the same for every look, small or whole, so
that who is one person does not hang on the order in which records came."""


def stored(rule: str, key: str, hashed: Callable[[str, str], bytes]) -> bytes:
    """A key as it is stored: the number of its rule, and 16 bytes of its hash. `hashed`: what, and of which kind."""
    return bytes([_NUMBERS[rule]]) + hashed(f"{rule}|{key}", f"identity-key-{VERSION}")[:LENGTH]

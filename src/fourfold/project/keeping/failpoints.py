"""Where a change of keys can be interrupted: tests kill it there."""

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """A place that is passed, once or with each batch."""

    BEFORE_KEY = "before-key"
    KEY_MADE = "key-made"
    SECRETS = "secrets"
    CONTENTS = "contents"
    DESCRIPTIONS = "descriptions"
    BEFORE_OLD_GOES = "before-old-goes"
    OLD_GONE = "old-gone"


Pass = Callable[[Step], None]


def nothing(_step: Step) -> None:
    """Outside of tests."""

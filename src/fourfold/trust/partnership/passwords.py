"""What makes a long password weak all the same. Django's list of common ones holds few of twelve characters."""

from functools import cached_property
from string import ascii_lowercase

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

RUNS = (
    ascii_lowercase * 2,
    "0123456789" * 4,
    "qwertyuiop" * 2,
    "asdfghjkl" * 2,
    "zxcvbnm" * 3,
    "1qaz2wsx3edc4rfv5tgb",
)
FEWEST = 5
"""Different characters."""


class MadeOfCommonPartsValidator:
    """Refuses a common password that was repeated or lengthened, a run along the keyboard, and few characters.

    Source: NIST SP 800-63B section 3.1.1.2 and OWASP ASVS 5.0, 6.2: compare with what attackers try first.
    """

    @cached_property
    def common(self) -> set[str]:
        """Django's 20,000 most common passwords, in lower case."""
        return set(CommonPasswordValidator().passwords)

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002
        """Raise ValidationError for a password that a guesser finds early."""
        lower = password.lower()
        bare = "".join(character for character in lower if character.isalpha())
        parts = {_unit(lower), _unit(bare), _unit(lower.strip("0123456789!?.,-_#*"))}
        weak = len(set(lower)) < FEWEST or any(part in self.common or _is_run(part) for part in parts if part)
        if weak:
            raise ValidationError(self.get_help_text(), code="password_of_common_parts")

    def get_help_text(self) -> str:
        """What to do instead."""
        return _("This password is easy to guess. Use three random words, without a pattern.")


def _unit(text: str) -> str:
    """What a text repeats: `pass` for `passpasspass`; itself when it repeats nothing."""
    return text[: (text + text).find(text, 1)] if text else text


def _is_run(text: str) -> bool:
    return len(text) > 3 and any(text in run or text in run[::-1] for run in RUNS)

"""Long passwords that are weak all the same, and some that are not."""

import pytest
from django.core.exceptions import ValidationError

from fourfold.trust.partnership.passwords import MadeOfCommonPartsValidator


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password123456",
        "123456789012",
        "qwertyuiopqwerty",
        "abcdefghijkl",
        "lkjihgfedcba",
        "aaaaaaaaaaaaab",
        "letmeinletmeinletmein",
        "12345dragon67890",
        "monkey!!!!!!!!",
    ],
)
def test_what_a_guesser_tries_first_is_refused(password: str) -> None:
    with pytest.raises(ValidationError, match="easy to guess"):
        MadeOfCommonPartsValidator().validate(password)


@pytest.mark.parametrize(
    "password",
    ["seven-quiet-herons", "correct horse battery", "Tr0ub4dor&3xkcd", "пароль-и-три-слова", "9f!Kq2zz7-LmP"],
)
def test_what_is_hard_to_guess_is_taken(password: str) -> None:
    MadeOfCommonPartsValidator().validate(password)

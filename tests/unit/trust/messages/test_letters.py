"""What a letter may say: a canary in any kind of letter is kept back, and what plans speak of is not."""

import pytest

from fourfold.trust.messages.domain.letters import EventKind, Letter, LetterKind

CANARIES = [
    "NHS 943 476 5919",
    "pupil A123456789012",
    "PNC 2008/1234567X",
    "QQ123456C is wrong, AB 12 34 56 C is a number",
    "ring 07700 900123",
    "write to kid@example.org",
    "lives at ME4 4TR",
    "born on 3 May 2009",
]
INNOCENT = [
    "Child Sexual Exploitation: mentoring for children aged 10 to 17",
    "Victim Support Kent leads it",
    "Due 31 July 2026, 12 actions, 3 overdue",
    "Open the form: https://fourfold.example/f/9434765919-07700900123-ME44TR/",
]


def letter(kind: LetterKind = LetterKind.DIGEST, **changed: str) -> Letter:
    fields = {"key": "k", "address": "pat@kent-police.example", "subject": "Your week", "body": "An action is due."}
    return Letter(kind=kind, to_user=None, **(fields | changed))


@pytest.mark.parametrize("kind", LetterKind)
@pytest.mark.parametrize("canary", CANARIES)
def test_no_personal_canary_leaves_in_any_kind_of_letter(kind: LetterKind, canary: str) -> None:
    assert letter(kind, body=f"An action is due.\n\n{canary}.").looks_like()
    assert letter(kind, subject=canary).looks_like()


@pytest.mark.parametrize("text", INNOCENT)
def test_what_plans_speak_of_goes(text: str) -> None:
    assert letter(body=text, subject=text[:60]).looks_like() == []


def test_a_subject_is_one_line_of_bounded_length() -> None:
    assert letter(subject="Due\r\nBcc: all@example.org").subject_line == "Due Bcc: all@example.org"
    assert len(letter(subject="a" * 400).subject_line) == 150


@pytest.mark.parametrize(
    "wrong",
    [{"address": "nobody"}, {"address": "a@b.c\r\nBcc: d@e.f"}, {"body": " "}, {"subject": "\n"}, {"key": ""}],
)
def test_a_letter_that_is_none(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="letter"):
        letter(**wrong)


def test_kinds_of_events_are_written_alike() -> None:
    assert all(kind.value.count(".") == 1 and kind.value.islower() for kind in EventKind)

"""Reading age: our measure beside textstat's, with the syllables of the CMU Pronouncing Dictionary."""

import pytest
from textstat.backend.counts import _count_syllables
from textstat.backend.metrics import flesch_kincaid_grade

from fourfold.accountability.publishing.domain.readability import AIM, LONG_SENTENCE, read, syllables

PASSAGES = [
    "We teach staff in schools and clinics to see the early signs. Forty people were trained this year.",
    "The police and the councils share what they know about young people who may be at risk, so that somebody can "
    "help them early. If you are worried about a child, call your council. Nobody will be angry with you.",
    "Partner agencies will develop a comprehensive problem profile with intelligence from statutory and voluntary "
    "organisations, to inform priorities for commissioning.",
    "We run clubs after school. They are free. You can come on Mondays. We have helped many young people so far, and "
    "most of them came back.",
    "The partnership reviewed its strategy for safeguarding vulnerable children and published an evaluation of the "
    "programme in February.",
]
CMU = {
    1: """
        a an and are at back be call came can child clubs come far for free from have help helped if in its
        know may most of on risk run school schools see share signs so staff teach that the them they this
        to trained we were what who will with year you young your
    """,
    2: """
        about after angry children clinics council councils early forty inform many mondays partner people
        police problem profile programme published reviewed worried
    """,
    3: """
        agencies develop nobody partnership safeguarding somebody strategy
    """,
    4: """
        commissioning comprehensive february intelligence priorities statutory voluntary vulnerable
    """,
    5: """
        evaluation organisations
    """,
}
"""Syllables of the words above: the Carnegie Mellon Pronouncing Dictionary 0.7b, which textstat would download."""
COUNTS = {word: count for count, words in CMU.items() for word in words.split()}


@pytest.fixture(autouse=True)
def without_download(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give textstat the dictionary in its own form: one sound with a digit for each syllable."""
    sounds = {word: [["AH0"] * count] for word, count in COUNTS.items()}
    monkeypatch.setattr(_count_syllables, "get_cmudict", lambda _lang: sounds)


@pytest.mark.parametrize("passage", PASSAGES)
def test_it_says_what_textstat_says(passage: str) -> None:
    assert read(passage).age == pytest.approx(flesch_kincaid_grade(passage, "en_US") + 5, abs=1.2)


def test_syllables_are_those_of_the_dictionary() -> None:
    wrong = [word for word, count in COUNTS.items() if syllables(word) != count]
    assert len(wrong) <= len(COUNTS) * 0.05, wrong


def test_what_is_hard_is_named() -> None:
    found = read(PASSAGES[2] + " " + "word " * LONG_SENTENCE + ".")
    assert found.hard_words[:2] == ("comprehensive", "intelligence")
    assert [item.words for item in found.sentences] == [LONG_SENTENCE]
    assert not found.is_easy


def test_plain_words_keep_to_the_aim() -> None:
    assert read(PASSAGES[0]).age <= AIM
    assert read(PASSAGES[0]).is_easy
    assert read("").age == 5

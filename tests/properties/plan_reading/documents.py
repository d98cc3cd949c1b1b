"""Made-up plan documents, and damage done to real ones."""

from pathlib import Path

from hypothesis import strategies as st
from tests.samples.plan_documents import HEADER

from fourfold import project

DEMONSTRATION = (Path(project.__file__).parent / "demonstration" / "kent-and-medway-plan.txt").read_text("utf-8")

_AGENCIES = ["Kent Police", "Medway Council", "Kent", "Health", "NHS", "District and Borough councils", "KCC"]
_OTHERS = ["All agencies", "Community Safety Partnerships", "Widget Bureau", "schools", "Staff", "snake_case"]
_SMALL = ["with", "via", "and", "the", "also", "by", "all", "e.g.", "fear", "café", "İ", "ß", "x" * 40]
_OPENING = ["Reduced", "Exploration of", "Ensure", "Develop", "Training", "This", "A", "PSPO", "4P"]
_TIMES = ["July 2026", "31 June 2026", "Ongoing", "(review)", "review", "2027-02-28", "31/12/2026", "soon"]
_MARKS = ["(", ")", ",", ";", ".", ":", "/", "&", "-", "–", "•", "'gangs'", '"']
WORDS = st.sampled_from([*_AGENCIES, *_OTHERS, *_SMALL, *_OPENING, *_TIMES, *_MARKS])
CELL = st.lists(WORDS, max_size=9).map(" ".join)
ACTION = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: "Act " + " ".join(words))
ROW = st.tuples(ACTION, CELL, CELL, CELL).map("\t".join)
TABLE = st.lists(ROW, min_size=1, max_size=3).map(lambda rows: "\n".join([HEADER, *rows]))
LINE = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
HEADING = st.tuples(st.sampled_from(["PREVENT", "PROTECT", "PURSUE", "PREPARE"]), LINE).map(" - ".join)
STRAND = st.tuples(HEADING, st.lists(TABLE, min_size=1, max_size=2), st.lists(LINE, max_size=2)).map(
    lambda parts: "\n\n".join([parts[0], *parts[1], *parts[2]])
)
PLANS = st.tuples(LINE, st.lists(STRAND, min_size=1, max_size=2)).map(
    lambda parts: "\n\n".join([f"Title {parts[0]}", *parts[1]])
)

UNQUOTED_PLANS = PLANS.map(lambda text: text.replace('"', "'"))
"""Quotes around a cell belong to the text form alone."""


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """The demonstration's plan with a few pieces taken out, put in, doubled or swapped."""
    text = DEMONSTRATION
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        end = min(len(text), at + draw(st.integers(0, 60)))
        put = draw(st.one_of(st.just(""), WORDS, st.sampled_from(["\t", "\n", " ", "\n\n", text[at:end] * 2])))
        text = text[:at] + put + text[end:]
    return text

"""The readable document: all of the terms are in it, in every form, and its state is plain."""

from dataclasses import replace
from datetime import date

import pytest
from tests.papers import ON, TERMS, WORDS

from fourfold.ground.documents import to_docx, to_html, to_pdf
from fourfold.ground.documents.model import Callout, Document, Heading, Table
from fourfold.trust.agreements.domain.terms import AgreementKind, State
from fourfold.trust.agreements.paper.document import Signed, Standing, document_of, fingerprint

HASH = "0123456789abcdef" * 4
SIGNED = (
    Signed("Kent Police", (), "Pat Okafor, accountable officer", date(2026, 1, 1)),
    Signed("A trust", ("A school",)),
    Signed("Schools", is_open=True),
)


def made(state: State = State.IN_FORCE, **changes: object) -> Document:
    """The document of the sample in a state."""
    return document_of(replace(TERMS, **changes), WORDS, Standing(state, SIGNED, HASH, ON))  # type: ignore[arg-type]


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1]


def test_its_parts_stand_in_order():
    assert headings(made()) == [
        "What you may see, why, for how long",
        "What we agree",
        "Parties and signatures",
        "The schedule",
        "The law it stands on",
        "Review",
    ]


def test_what_shares_nothing_has_no_schedule_and_no_law():
    assert headings(made(lines=())) == ["In short", "What we agree", "Parties and signatures", "Review"]


def test_an_assessment_has_questions():
    assert "Questions and answers" in headings(made(kind=AgreementKind.EQUALITY_ASSESSMENT, lines=()))


@pytest.mark.parametrize("state", set(State) - {State.IN_FORCE})
def test_what_is_not_in_force_says_so_first(state: State):
    first = made(state).blocks[0]
    assert isinstance(first, Callout)


def test_what_is_in_force_needs_no_warning():
    assert not any(isinstance(block, Callout) for block in made().blocks)


def test_signatures_name_who_and_when_and_the_text():
    page = str(to_html(made()))
    assert "Pat Okafor, accountable officer" in page
    assert "not signed yet" in page
    assert "A school" in page
    assert "signs nothing itself" in page
    assert fingerprint(HASH) in page
    assert fingerprint(HASH).replace(" ", "") == HASH


def test_the_schedule_names_each_field_and_each_that_is_left_out():
    page = str(to_html(made()))
    for said in (
        "Name, Date of birth and Risk as assessed",
        "Not shared",
        "Where found",
        "Children Act 2004, section 10",
    ):
        assert said in page


def test_law_is_dated_and_says_whether_it_was_checked():
    table = next(block for block in made().blocks if isinstance(block, Table) and block.caption.startswith("Law"))
    flat = [str(cell) for row in table.rows for cell in row]
    assert any(cell.startswith("since ") for cell in flat)
    assert all(row[3] for row in table.rows)
    assert len({str(row[0]) for row in table.rows}) == len(table.rows)


def test_every_form_is_made():
    document = made()
    assert to_pdf(document).startswith(b"%PDF")
    assert to_docx(document).startswith(b"PK")
    assert document.marking == "OFFICIAL"

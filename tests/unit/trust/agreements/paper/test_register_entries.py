"""Entries of the public register and the record of processing, made from terms."""

import csv
import io
from dataclasses import replace
from datetime import date
from uuid import UUID

from openpyxl import load_workbook
from tests.papers import KENT, LINE, MEDWAY, ON, POLICE, SCHOOL, TERMS, TRUST, WORDS

from fourfold.ground.documents.sheets import CUT, MOST_IN_CELL, guard, to_csv, to_xlsx
from fourfold.trust.agreements.domain.terms import AgreementKind, PartyTerms, State
from fourfold.trust.agreements.paper import processing, register
from fourfold.trust.agreements.paper.register import Registered, entry_of


def test_an_entry_says_what_anybody_may_know():
    entry = entry_of(Registered(UUID(int=7), TERMS, State.IN_FORCE), WORDS, today=ON)
    assert entry.state == "In force"
    assert entry.parties == ("Kent Police", "Kent County Council", "Medway Council", "A trust")
    assert entry.signs_for == ("A school",)
    assert entry.data_sets == ("Missing episodes", "A&E assault attendances (ISTV)")
    assert entry.subjects == ("Children who are at risk or harmed.", "Nobody who can be known.")
    assert entry.shares[0].given_by == "Kent Police"


def test_states_follow_the_days():
    def state(terms=TERMS, kept=State.IN_FORCE, on=ON):
        return register.state_on(terms, kept, on)

    assert state(on=date(2025, 12, 31)) == "Signed, in force from 1 January 2026"
    assert state(on=date(2027, 1, 1)) == "In force, review due"
    assert state(on=date(2027, 12, 31)) == "In force, review due"
    assert state(on=date(2028, 1, 1)) == "Ended on 1 January 2028"
    assert state(kept=State.SUSPENDED) == "Suspended"


def test_who_joined_is_named_and_who_left_is_not():
    joined = PartyTerms(UUID(int=9), "Another trust", ((UUID(int=10), "Another school"),))
    found = Registered(UUID(int=7), TERMS, State.IN_FORCE, joined=(joined,), left=frozenset({TRUST}))
    entry = entry_of(found, WORDS, today=ON)
    assert entry.parties == ("Kent Police", "Kent County Council", "Medway Council", "Another trust")
    assert entry.signs_for == ("Another school",)


def test_the_record_tells_giving_from_receiving():
    of_police = processing.record_of(POLICE, [TERMS], WORDS)
    of_kent = processing.record_of(KENT, [TERMS], WORDS)
    assert {(one.part, one.with_whom) for one in of_police.processings} == {
        ("Shares", "Kent County Council and Medway Council")
    }
    assert {(one.part, one.with_whom) for one in of_kent.processings} == {("Receives", "Kent Police")}
    assert of_police.agency == "Kent Police"


def test_own_use_is_told_apart():
    own = replace(TERMS, kind=AgreementKind.DPIA, lines=(replace(LINE, recipient_ids=(POLICE,)),))
    record = processing.record_of(POLICE, [own], WORDS)
    assert [(one.part, one.with_whom) for one in record.processings] == [("Holds and uses", "Its own staff")]
    assert record.assessments == (
        "Children who go missing (T-1), with Kent Police, Kent County Council, Medway Council and A trust",
    )


def test_each_recipient_and_each_provider_finds_each_line_once():
    both = replace(TERMS, lines=(replace(LINE, provider_ids=(POLICE, KENT), recipient_ids=(KENT, MEDWAY)),))
    parts = {
        agency: sorted(one.part for one in processing.record_of(agency, [both], WORDS).processings)
        for agency in (POLICE, KENT, MEDWAY)
    }
    assert parts == {POLICE: ["Shares"], KENT: ["Holds and uses", "Receives", "Shares"], MEDWAY: ["Receives"]}


def test_agreements_of_others_are_passed_over():
    record = processing.record_of(UUID(int=99), [TERMS], WORDS)
    assert record.processings == ()
    assert processing.record_of(SCHOOL, [TERMS], WORDS).agency == "A school"


def test_no_cell_is_a_formula_and_none_is_too_long():
    assert guard("=1+1") == "'=1+1"
    assert guard("a\x00b\x1bc") == "abc"
    assert guard("x" * (MOST_IN_CELL + 1)).endswith(CUT)
    assert len(guard("=" * (MOST_IN_CELL + 1))) == MOST_IN_CELL
    rows = list(csv.reader(io.StringIO(to_csv(("A",), [("@now",)]).decode("utf-8-sig"))))
    assert rows == [["A"], ["'@now"]]


def test_the_spreadsheet_holds_every_processing():
    record = processing.record_of(POLICE, [TERMS], WORDS)
    rows = list(processing.table(record))
    book = load_workbook(io.BytesIO(to_xlsx([("processing", processing.COLUMNS, rows)])))
    found = list(book["processing"].values)
    assert found[0] == processing.COLUMNS
    assert len(found) == 1 + len(record.processings)
    assert all(len(row) == len(processing.COLUMNS) for row in rows)
    assert all(
        len(row) == len(register.COLUMNS)
        for row in register.table([entry_of(Registered(UUID(int=7), TERMS, State.IN_FORCE), WORDS, today=ON)])
    )

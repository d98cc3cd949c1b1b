"""The one page: it says all that a line opens and nothing that it does not, in words that people can read."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from tests.papers import KENT, LINE, OTHER, POLICE, TERMS, WORDS

from fourfold.trust.agreements.domain.terms import AgreementKind
from fourfold.trust.agreements.paper.summary import MOST_NAMED, summary_of


def test_a_line_in_plain_words():
    [first, _second] = summary_of(TERMS, WORDS).openings
    assert first.heading == "Missing episodes, from Kent Police"
    assert first.see == (
        "If you work at Kent County Council or Medway Council as a gangs champion, you may see name, date of birth "
        "and risk as assessed. The rest stays closed."
    )
    assert dict(first.rest) == {
        "About": "Children who are at risk or harmed. Only while you work with them.",
        "Why": "Finding missing children.",
        "How long you keep it": "Six years after the child was found.",
        "Handling": "OFFICIAL-SENSITIVE.",
    }


def test_what_is_anonymous_says_so_and_what_is_not_kept_too():
    [_first, second] = summary_of(TERMS, WORDS).openings
    assert dict(second.rest)["About"] == "Nobody can be known from it."
    assert dict(second.rest)["How long you keep it"] == "Keep no copy."
    assert "If you work at Kent County Council or Medway Council, you may see" in second.see


def test_what_all_lines_share_is_said_once():
    summary = summary_of(TERMS, WORDS)
    assert summary.always[0] == "All of this: open from 1 January 2026, closed on 1 January 2028."
    assert not any(name == "When" for opening in summary.openings for name, _text in opening.rest)
    apart = replace(TERMS, lines=(LINE, replace(OTHER, ends_on=date(2027, 1, 1))))
    said = [dict(opening.rest)["When"] for opening in summary_of(apart, WORDS).openings]
    assert said == [
        "Open from 1 January 2026, closed on 1 January 2028.",
        "Open from 1 January 2026, closed on 1 January 2027.",
    ]


def test_whoever_reads_finds_their_own_first():
    terms = replace(TERMS, lines=(replace(LINE, recipient_ids=(POLICE,)), OTHER))
    found = summary_of(terms, WORDS, mine={KENT}).openings
    assert [(opening.number, opening.mine) for opening in found] == [(2, True), (1, False)]


def test_an_assessment_speaks_of_ones_own_records():
    own = replace(LINE, recipient_ids=(POLICE,), recipient_roles=())
    [opening] = summary_of(replace(TERMS, kind=AgreementKind.DPIA, lines=(own,)), WORDS).openings
    assert opening.heading == "Missing episodes"
    assert opening.see.startswith("If you work at Kent Police, you may see in your own records name")


def test_a_look_up_is_asked():
    asked = replace(LINE, data_set="cp-is", fields=("plan_type", "responsible_council"))
    [opening] = summary_of(replace(TERMS, lines=(asked,)), WORDS).openings
    assert "you may ask for kind of plan and responsible council" in opening.see


def test_many_agencies_are_counted_not_listed():
    many = (*(party.agency_id for party in TERMS.parties), UUID(int=9))
    assert len(many) > MOST_NAMED
    [opening] = summary_of(replace(TERMS, lines=(replace(LINE, recipient_ids=many),)), WORDS).openings
    assert "If you work at one of 5 agencies" in opening.see


def test_without_lines_it_says_that_nothing_opens():
    summary = summary_of(replace(TERMS, lines=()), WORDS)
    assert summary.openings == ()
    assert summary.always == ()
    assert summary.lead.endswith("This data sharing agreement opens no data by itself.")


def test_requests_are_mentioned_where_they_are_allowed():
    asking = "Do you need more about one person? You can ask the agency that holds it."
    assert asking in summary_of(TERMS, WORDS).always
    assert asking not in summary_of(replace(TERMS, permits_requests=False), WORDS).always


def test_a_draft_with_unknown_keys_is_shown_as_it_stands():
    odd = replace(LINE, data_set="no-such-set", fields=("what",), purpose="no-such-purpose", recipient_ids=())
    [opening] = summary_of(replace(TERMS, lines=(odd,)), WORDS).openings
    assert opening.heading == "no-such-set, from Kent Police"
    assert dict(opening.rest)["Why"] == "No-such-purpose."

"""The canonical text: equal terms hash alike, and any change of any part changes the hash."""

from dataclasses import fields, replace
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from fourfold.trust.agreements.domain.canonical import canonical_text, text_hash
from fourfold.trust.agreements.domain.terms import AgreementKind, ClauseText, Line, PartyTerms, Terms, Tier
from fourfold.trust.catalogue.domain.entries import Regime

IDS = st.uuids(version=4)
KEYS = st.lists(st.sampled_from(["name", "born_on", "é", "a,b", '"']), max_size=3).map(tuple)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))
TEXTS = st.text(max_size=12)
LINES = st.builds(
    Line,
    number=st.integers(1, 9),
    data_set=TEXTS,
    fields=KEYS,
    subject_kinds=KEYS,
    subject_roles=KEYS,
    provider_ids=st.lists(IDS, max_size=2).map(tuple),
    recipient_ids=st.lists(IDS, max_size=2).map(tuple),
    recipient_roles=KEYS,
    purpose=TEXTS,
    gateway=TEXTS,
    basis=TEXTS,
    conditions=KEYS,
    handling=KEYS,
    regime=st.sampled_from(Regime),
    needs_relationship=st.booleans(),
    retention=TEXTS,
    starts_on=DAYS,
    ends_on=DAYS,
)
TERMS = st.builds(
    Terms,
    kind=st.sampled_from(AgreementKind),
    tier=st.sampled_from(Tier),
    reference=TEXTS,
    title=TEXTS,
    version=st.integers(1, 9),
    summary=TEXTS,
    clauses=st.lists(st.builds(ClauseText, TEXTS, TEXTS, TEXTS), max_size=2).map(tuple),
    parties=st.lists(st.builds(PartyTerms, IDS, TEXTS), max_size=2).map(tuple),
    lines=st.lists(LINES, max_size=2).map(tuple),
    starts_on=DAYS,
    ends_on=DAYS,
    review_on=DAYS,
    data_sets=KEYS,
    under=TEXTS,
    permits_requests=st.booleans(),
)


@given(TERMS, TERMS)
def test_terms_are_alike_exactly_when_their_hashes_are(one: Terms, other: Terms) -> None:
    assert (one == other) == (text_hash(one) == text_hash(other))
    assert canonical_text(one) == canonical_text(replace(one))


@given(TERMS, TERMS, st.sampled_from([one.name for one in fields(Terms)]))
def test_changing_any_one_part_changes_the_hash(one: Terms, other: Terms, name: str) -> None:
    changed = replace(one, **{name: getattr(other, name)})
    assert (changed == one) == (text_hash(changed) == text_hash(one))


@given(TERMS.filter(lambda terms: bool(terms.lines)), LINES, st.sampled_from([one.name for one in fields(Line)]))
def test_changing_any_field_of_a_line_changes_the_hash(terms: Terms, line: Line, name: str) -> None:
    first = replace(terms.lines[0], **{name: getattr(line, name)})
    changed = replace(terms, lines=(first, *terms.lines[1:]))
    assert (changed == terms) == (text_hash(changed) == text_hash(terms))


def test_the_hash_is_the_same_next_year() -> None:
    """Kept by hand: whoever changes the form must keep reading what was signed under this one."""
    terms = Terms(
        kind=AgreementKind.PROTOCOL,
        tier=Tier.GENERAL,
        reference="KM-1",
        title="Schütz",
        version=1,
        summary="",
        clauses=(ClauseText("1", "Purpose", "We share."),),
        parties=(PartyTerms(UUID(int=1), "Kent Police", ((UUID(int=2), "A school"),)),),
        lines=(),
        starts_on=date(2026, 5, 1),
        ends_on=None,
        review_on=None,
    )
    assert text_hash(terms) == "b70c2c7e805dc170ede904d9aed1c973e0e511a8c0b822b53e1a195a96ef9e1a"
    assert canonical_text(terms).startswith("fourfold.agreement/1\n{")

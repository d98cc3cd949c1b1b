"""The demonstration's agreements: lawful line by line, readable, without personal data, complete."""

from collections.abc import Iterator
from uuid import NAMESPACE_OID, uuid5

import pytest

from fourfold.accountability.publishing.domain.readability import AIM, read
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.personal_data import find
from fourfold.project.demonstration.cast import CAST
from fourfold.project.demonstration.story.agreement_papers import ALL, Line, Paper, read_papers
from fourfold.project.demonstration.story.agreement_terms import terms_of_paper
from fourfold.trust.agreements.domain.terms import AgreementKind
from fourfold.trust.agreements.paper.summary import summary_of
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.catalogue.domain.law import Body, LineFacts, line_problems
from fourfold.trust.catalogue.domain.loading import load_catalogue
from fourfold.trust.catalogue.domain.sectors import sectors_of
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.queries import known_register

PAPERS = [pytest.param(paper, id=paper.reference) for paper in read_papers()]
LINES = [
    pytest.param(line, id=f"{paper.reference} line {number}")
    for paper in read_papers()
    for number, line in enumerate(paper.lines, start=1)
]
CATALOGUE = load_catalogue()
POLICY_HOLDERS = {paper.parties[0] for paper in read_papers() if paper.kind is AgreementKind.POLICY_DOCUMENT}
HARDEST = 13
"""The reading age of clauses: they name statutes. The page that sums up keeps to 12 (`test_summary` of the room)."""


def body(key: str) -> Body:
    agency = known_register()[key]
    return Body(agency.name, sectors_of(agency.type.value))


@pytest.mark.parametrize("line", LINES)
def test_the_law_lets_each_line_share(line: Line) -> None:
    data_set = CATALOGUE.data_sets[line.data_set]
    fields = tuple(one.key for one in data_set.fields) if line.fields == (ALL,) else line.fields
    facts = LineFacts(
        data_set=line.data_set,
        fields=fields,
        providers=tuple(map(body, line.givers)),
        recipients=tuple(map(body, line.takers)),
        purpose=line.purpose,
        gateway=line.gateway,
        basis=line.basis,
        conditions=line.conditions,
        regime=line.regime,
        has_policy_document={*line.givers, *line.takers} <= POLICY_HOLDERS,
        is_own_use=line.givers == line.takers,
    )
    assert line_problems(facts, CATALOGUE, today()) == []


@pytest.mark.parametrize("paper", PAPERS)
def test_no_text_tells_of_a_person(paper: Paper) -> None:
    for text in texts(paper):
        assert find(text) == [], text


@pytest.mark.parametrize("paper", PAPERS)
def test_clauses_can_be_read(paper: Paper) -> None:
    assert read("\n".join(clause.text for clause in paper.clauses)).age <= HARDEST


@pytest.mark.parametrize("paper", [one for one in PAPERS if one.values[0].lines])
def test_the_one_page_asks_for_no_higher_reading_age_than_public_pages(paper: Paper) -> None:
    register = known_register()
    ids = {key: uuid5(NAMESPACE_OID, key) for key in register.agencies}
    terms = terms_of_paper(paper, ids, today(), lambda key: register[key].name)
    assert read(summary_of(terms, Words(CATALOGUE)).text).age <= AIM


@pytest.mark.parametrize("paper", PAPERS)
def test_parties_exist_and_lines_name_parties_alone(paper: Paper) -> None:
    register = known_register()
    assert all(register[key].exists(today()) for key in paper.parties)
    assert len(set(paper.parties)) == len(paper.parties)
    for line in paper.lines:
        assert {*line.givers, *line.takers} <= set(paper.parties)


def test_whoever_signs_has_an_officer_who_can() -> None:
    held = {
        (agency, kind)
        for one in CAST
        for agency, kind in ((one.agency, one.kind), *((one.agency, kind) for kind in one.also), *one.elsewhere)
    }
    for paper in read_papers():
        for party in [key for key in paper.parties if not known_register()[key].is_collective]:
            assert (party, RoleKind.ACCOUNTABLE_OFFICER) in held, party
            if paper.kind in (AgreementKind.DPIA, AgreementKind.EQUALITY_ASSESSMENT):
                assert (party, RoleKind.DATA_PROTECTION_OFFICER) in held, party


def test_what_is_shared_was_assessed_by_its_holder() -> None:
    for kind in (AgreementKind.DPIA, AgreementKind.EQUALITY_ASSESSMENT):
        assessed = {
            (paper.parties[0], key) for paper in read_papers() if paper.kind is kind for key in paper.data_sets
        }
        shared = {(giver, line.data_set) for paper in read_papers() for line in paper.lines for giver in line.givers}
        assert shared <= assessed


def test_every_kind_of_agreement_is_shown_in_its_states() -> None:
    papers = read_papers()
    assert {paper.kind for paper in papers} == set(AgreementKind)
    assert len({paper.reference for paper in papers}) == len(papers)
    assert [paper.reference for paper in papers if paper.unsigned] == ["KM-DSA-2"]
    assert [paper.reference for paper in papers if paper.to_sign is None] == ["KM-JCA-1"]
    assert [paper.reference for paper in papers if paper.suspensions] == ["KM-DSA-1"]
    assert [paper.reference for paper in papers if paper.accessions] == ["KM-ISP-1"]


def texts(paper: Paper) -> Iterator[str]:
    """Everything that people wrote in it."""
    yield from (paper.title, paper.summary)
    for clause in paper.clauses:
        yield from (clause.heading, clause.text)
    for comment in paper.comments:
        yield from (comment.text, comment.answer)
    for line in paper.lines:
        yield line.retention
    for suspension in paper.suspensions:
        yield suspension.because

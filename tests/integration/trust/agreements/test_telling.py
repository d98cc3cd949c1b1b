"""Those who sign are told: by mail when it goes out, each week while it waits; who drafts is told of comments."""

from dataclasses import replace
from uuid import UUID

from tests.agreements import Table, drafted, fresh, out_to_sign, own_line, sharing_terms, sign_for
from tests.letters import letters_to

from fourfold.accountability.chasing.domain.states import LineKind
from fourfold.accountability.chasing.queries.waiting import waiting
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.agreements import operations
from fourfold.trust.agreements.domain.terms import AgreementKind
from fourfold.trust.agreements.models import Version
from fourfold.trust.partnership.domain.roles import CHASER


def told(table: Table) -> dict[str, list[str]]:
    """The subjects of the letters to each officer."""
    found = {
        key: [letter.subject for letter in letters_to(one.standing, kind="agreement")]
        for key, one in table.officers.items()
    }
    return {key: subjects for key, subjects in found.items() if subjects}


def test_each_partys_accountable_officer_is_written_to(table: Table) -> None:
    version = out_to_sign(table, sharing_terms(table))
    assert told(table) == {
        "police": ["To sign for Kent Police: KM-1"],
        "county": ["To sign for Kent County Council: KM-1"],
        "medway": ["To sign for Medway Council: KM-1"],
    }
    (letter,) = letters_to(table["police"].standing, kind="agreement")
    assert "KM-1: Missing children waits for your signature for Kent Police." in letter.body
    assert f"/agreements/versions/{version.pk}/" in letter.body
    assert "Olive" not in letter.body, "no name, not even the reader's own"


def test_an_assessment_goes_to_the_data_protection_officer_too_and_goes_out_again(table: Table) -> None:
    line = own_line(table, "kent-police", "missing-episodes")
    terms = replace(
        sharing_terms(table, line, parties=("kent-police",)),
        kind=AgreementKind.DPIA,
        reference="DPIA-1",
        data_sets=("missing-episodes",),
    )
    version = out_to_sign(table, terms)
    assert sorted(told(table)) == ["police", "police_dpo"]
    with table["coordinator"].acting() as actor:
        operations.call_back(actor=actor, now=now(), version_id=version.pk, why="A date is wrong.")
        operations.send_to_sign(actor=actor, now=now(), version_id=version.pk)
    assert [len(subjects) for subjects in told(table).values()] == [2, 2]


def lines_of(table: Table, version: Version) -> dict[str, list[tuple[LineKind, str, str]]]:
    """What the weekly digest says of a version to each officer."""
    with acting_as(CHASER.actor):
        found = waiting(CHASER, today=today())
    return {
        key: lines
        for key, one in table.officers.items()
        if (
            lines := [
                (line.kind, line.why, line.page)
                for line in found.lines.get(one.standing.person_id or UUID(int=0), ())
                if line.subject_id == version.agreement_id
            ]
        )
    }


def test_the_digest_speaks_of_a_signature_until_it_is_given(table: Table) -> None:
    version = out_to_sign(table, sharing_terms(table))
    page = f"/agreements/versions/{version.pk}/"
    said = lines_of(table, version)
    assert sorted(said) == ["county", "medway", "police"]
    ((kind, why, where),) = said["police"]
    assert (kind, where) == (LineKind.AGREEMENT_SIGN, page)
    assert why.startswith("It waits for the signature of Kent Police since ")
    sign_for(table, version, "police_deputy", "kent-police")
    assert sorted(lines_of(table, version)) == ["county", "medway"]


def test_the_digest_speaks_of_comments_to_who_drafts_until_they_are_answered(table: Table) -> None:
    version = drafted(table, sharing_terms(table))
    with table["coordinator"].acting() as actor:
        operations.consult(actor=actor, now=now(), version_id=version.pk)
    assert lines_of(table, version) == {}
    with table["police"].acting() as actor:
        said = operations.comment(actor=actor, now=now(), version_id=version.pk, text="Say how long it is kept.")
        operations.comment(actor=actor, now=now(), version_id=version.pk, text="Name the colleges.")
    lines = lines_of(table, fresh(table, version))
    assert list(lines) == ["coordinator"]
    ((kind, why, where),) = lines["coordinator"]
    assert (kind, where) == (LineKind.AGREEMENT_COMMENTS, f"/agreements/versions/{version.pk}/comments/")
    assert why.startswith("2 comments wait for an answer")
    with table["coordinator"].acting() as actor:
        operations.answer(actor=actor, now=now(), comment_id=said.pk, version_id=version.pk, text="We say it now.")
    ((_kind, why, _where),) = lines_of(table, version)["coordinator"]
    assert why.startswith("One comment waits")

"""From a draft to a force of law, and out of it again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from tests.agreements import (
    Table,
    assess,
    drafted,
    fresh,
    in_force,
    missing_line,
    out_to_sign,
    sharing_terms,
    sign_for,
    state_of,
    text_of,
)

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, Conflict, NotAllowed
from fourfold.trust.access.models import Grant
from fourfold.trust.agreements import operations
from fourfold.trust.agreements.domain.life import NEXT
from fourfold.trust.agreements.domain.terms import AgreementKind, State
from fourfold.trust.agreements.models import Clause, Party, Saved, Signature, Version


def open_grants(table: Table) -> list[Grant]:
    with table["coordinator"].acting():
        return list(Grant.objects.filter(revoked_at__isnull=True).order_by("provider_id", "recipient_id"))


def test_a_draft_keeps_every_save_and_tells_of_a_newer_one(table: Table) -> None:
    terms = sharing_terms(table)
    version = drafted(table, terms)
    assert version.revision == 2
    assert [party.name for party in text_of(table, version).parties] == [
        "Kent County Council",
        "Kent Police",
        "Medway Council",
    ]
    with table["coordinator"].acting() as actor:
        changed = replace(text_of(table, version), summary="In other words.")
        operations.save_terms(actor=actor, now=now(), version_id=version.pk, revision=2, terms=changed)
        with pytest.raises(Conflict):
            operations.save_terms(actor=actor, now=now(), version_id=version.pk, revision=2, terms=changed)
        assert list(Saved.objects.order_by("revision").values_list("revision", flat=True)) == [2, 3]


def test_the_last_signature_brings_it_into_force_and_opens_what_the_lines_say(table: Table) -> None:
    assess(table, "missing-episodes")
    version = out_to_sign(table, sharing_terms(table))
    sign_for(table, version, "police", "kent-police")
    sign_for(table, version, "county", "kent-county-council")
    assert state_of(table, version) is State.SIGNING
    before = len(open_grants(table))
    sign_for(table, version, "medway", "medway-council")
    assert state_of(table, version) is State.IN_FORCE
    found = open_grants(table)[:]
    assert len(found) == before + 2
    shared = [one for one in found if one.agreement_id == version.agreement_id]
    ids = table.agencies
    assert {(one.provider_id, one.recipient_id) for one in shared} == {
        (ids["kent-police"], ids["kent-county-council"]),
        (ids["kent-police"], ids["medway-council"]),
    }
    assert {tuple(one.fields) for one in shared} == {("born_on", "name", "reported_at")}
    assert all(one.needs_relationship and one.purpose == "missing-children" for one in shared)


def test_what_is_not_live_waits_for_its_assessments(table: Table) -> None:
    version = in_force(table)
    assert state_of(table, version) is State.IN_FORCE
    assert open_grants(table) == []
    assess(table, "missing-episodes")
    shared = [one for one in open_grants(table) if one.agreement_id == version.agreement_id]
    assert len(shared) == 2


def test_only_the_accountable_officer_or_the_deputy_signs(table: Table) -> None:
    version = out_to_sign(table, sharing_terms(table))
    for who in ("police_dpo", "county", "coordinator"):
        with pytest.raises(NotAllowed, match="accountable officer"):
            sign_for(table, version, who, "kent-police")
    sign_for(table, version, "police_deputy", "kent-police")
    with pytest.raises(BadInput, match="already"):
        sign_for(table, version, "police_deputy", "kent-police")


def test_a_signature_is_over_the_text_that_was_shown(table: Table) -> None:
    version = out_to_sign(table, sharing_terms(table))
    with table["police"].acting() as actor:
        party = Party.objects.get(version=version, agency_id=table.agencies["kent-police"])
        with pytest.raises(Conflict, match="not the one that you opened"):
            operations.sign(actor=actor, now=now(), version_id=version.pk, party_id=party.pk, seen_hash="0" * 64)


def test_from_signing_on_nothing_changes(table: Table) -> None:
    version = out_to_sign(table, sharing_terms(table))
    with table["coordinator"].acting() as actor, pytest.raises(NotAllowed, match="frozen"):
        operations.save_terms(
            actor=actor, now=now(), version_id=version.pk, revision=None, terms=sharing_terms(table)
        )
    for write in (
        lambda: Clause.objects.filter(version=version).update(text="Something else."),
        lambda: Version.objects.filter(pk=version.pk).update(title="Something else"),
        lambda: Party.objects.filter(version=version).delete(),
    ):
        with table["coordinator"].acting():
            try:
                with transaction.atomic():
                    write()
            except DatabaseError:
                continue
            unchanged = text_of(table, version)
        assert unchanged.clauses[0].text == "We share what helps to find a missing child."
        assert unchanged.title == "Missing children"
        assert len(unchanged.parties) == 3


def test_calling_back_voids_the_signatures_and_says_so(table: Table) -> None:
    version = out_to_sign(table, sharing_terms(table))
    sign_for(table, version, "police", "kent-police")
    with table["coordinator"].acting() as actor:
        assert operations.call_back(actor=actor, now=now(), version_id=version.pk, why="A word is missing.") == 1
        assert Signature.objects.filter(voided_at__isnull=False).count() == 1
        operations.send_to_sign(actor=actor, now=now(), version_id=version.pk)
    sign_for(table, version, "county", "kent-county-council")
    sign_for(table, version, "medway", "medway-council")
    assert state_of(table, version) is State.SIGNING
    sign_for(table, version, "police", "kent-police")
    assert state_of(table, version) is State.IN_FORCE


def test_defects_keep_it_from_signing_and_not_from_comments(table: Table) -> None:
    terms = sharing_terms(table, missing_line(table, fields=(), retention=""))
    version = drafted(table, terms)
    with table["coordinator"].acting() as actor:
        operations.consult(actor=actor, now=now(), version_id=version.pk)
        with pytest.raises(BadInput) as refused:
            operations.send_to_sign(actor=actor, now=now(), version_id=version.pk)
    assert {problem.where for problem in refused.value.problems} == {"fields", "retention"}
    assert all(problem.message.startswith("Line 1: ") for problem in refused.value.problems)


def test_a_party_that_nobody_can_sign_for_is_named(table: Table) -> None:
    terms = sharing_terms(table, parties=("kent-police", "kent-county-council", "medway-council", "dartford-council"))
    version = drafted(table, terms)
    with table["coordinator"].acting() as actor, pytest.raises(BadInput, match="accountable officer of Dartford"):
        operations.send_to_sign(actor=actor, now=now(), version_id=version.pk)


def test_the_law_keeps_a_line_from_being_signed(table: Table) -> None:
    version = drafted(table, sharing_terms(table, missing_line(table, gateway="pcsca-2022-s8")))
    with table["coordinator"].acting() as actor, pytest.raises(BadInput, match="does not serve the purpose"):
        operations.send_to_sign(actor=actor, now=now(), version_id=version.pk)


def test_suspension_closes_one_partys_part_at_once_and_resuming_opens_it(table: Table) -> None:
    assess(table, "missing-episodes")
    version = in_force(table)
    theirs = lambda: {one.recipient_id for one in open_grants(table) if one.agreement_id == version.agreement_id}  # noqa: E731
    ids = table.agencies
    with table["medway"].acting() as actor:
        party = Party.objects.get(version=version, agency_id=ids["medway-council"])
        operations.suspend(actor=actor, now=now(), version_id=version.pk, party_id=party.pk, why="We look into it.")
    assert theirs() == {ids["kent-county-council"]}
    assert state_of(table, version) is State.IN_FORCE
    with table["police_dpo"].acting() as actor:
        giver = Party.objects.get(version=version, agency_id=ids["kent-police"])
        operations.suspend(actor=actor, now=now(), version_id=version.pk, party_id=giver.pk, why="A breach.")
    assert theirs() == set()
    assert state_of(table, version) is State.SUSPENDED
    with table["medway"].acting() as actor:
        assert operations.resume(actor=actor, now=now(), version_id=version.pk, party_id=party.pk) == 0
    assert state_of(table, version) is State.IN_FORCE
    with table["police"].acting() as actor:
        assert operations.resume(actor=actor, now=now(), version_id=version.pk, party_id=giver.pk) == 2
    assert theirs() == {ids["kent-county-council"], ids["medway-council"]}


def test_nobody_suspends_another_agencys_part(table: Table) -> None:
    version = in_force(table)
    with table["county"].acting() as actor:
        party = Party.objects.get(version=version, agency_id=table.agencies["kent-police"])
        with pytest.raises(NotAllowed):
            operations.suspend(actor=actor, now=now(), version_id=version.pk, party_id=party.pk, why="No.")


def test_leaving_is_for_good_and_with_one_left_it_is_over(table: Table) -> None:
    assess(table, "missing-episodes")
    version = in_force(table)
    for who, key in (("medway", "medway-council"), ("county", "kent-county-council")):
        with table[who].acting() as actor:
            party = Party.objects.get(version=version, agency_id=table.agencies[key])
            operations.leave(actor=actor, now=now(), version_id=version.pk, party_id=party.pk, why="We merge.")
    assert state_of(table, version) is State.WITHDRAWN
    assert not [one for one in open_grants(table) if one.agreement_id == version.agreement_id]
    assert fresh(table, version).ended_at is not None


def test_withdrawing_an_assessment_closes_everything_that_rests_on_it(table: Table) -> None:
    dpia, _equality = assess(table, "missing-episodes")
    in_force(table)
    assert len(open_grants(table)) == 3
    with table["police_dpo"].acting() as actor:
        party = Party.objects.get(version=dpia)
        operations.suspend(actor=actor, now=now(), version_id=dpia.pk, party_id=party.pk, why="It is out of date.")
    assert open_grants(table) == []
    with table["police"].acting() as actor:
        operations.resume(actor=actor, now=now(), version_id=dpia.pk, party_id=party.pk)
    assert len(open_grants(table)) == 3


def test_the_next_version_takes_the_place_of_the_one_before(table: Table) -> None:
    assess(table, "missing-episodes")
    first = in_force(table)
    with table["coordinator"].acting() as actor:
        second = operations.next_version(actor=actor, now=now(), version_id=first.pk)
        terms = text_of(table, second)
        assert replace(terms, version=1) == text_of(table, first)
        line = replace(terms.lines[0], recipient_ids=(table.agencies["medway-council"],), fields=("name",))
        terms = replace(terms, lines=(line,))
        operations.save_terms(actor=actor, now=now(), version_id=second.pk, revision=None, terms=terms)
        operations.send_to_sign(actor=actor, now=now(), version_id=second.pk)
    for key, who in (("kent-police", "police"), ("kent-county-council", "county"), ("medway-council", "medway")):
        sign_for(table, second, who, key)
    assert state_of(table, first) is State.REPLACED
    shared = [one for one in open_grants(table) if one.agreement_id == first.agreement_id]
    assert [(one.recipient_id, one.fields) for one in shared] == [(table.agencies["medway-council"], ["name"])]


def test_a_version_that_begins_later_leaves_the_old_one_open_until_then(table: Table) -> None:
    assess(table, "missing-episodes")
    first = in_force(table)
    later = today() + timedelta(days=30)
    with table["coordinator"].acting() as actor:
        second = operations.next_version(actor=actor, now=now(), version_id=first.pk)
        terms = replace(text_of(table, second), starts_on=later)
        operations.save_terms(actor=actor, now=now(), version_id=second.pk, revision=None, terms=terms)
        operations.send_to_sign(actor=actor, now=now(), version_id=second.pk)
    for key, who in (("kent-police", "police"), ("kent-county-council", "county"), ("medway-council", "medway")):
        sign_for(table, second, who, key)
    shared = [one for one in open_grants(table) if one.agreement_id == first.agreement_id]
    assert len(shared) == 4
    old, new = [one for one in shared if one.since <= now()], [one for one in shared if one.since > now()]
    assert {one.until for one in old} == {one.since for one in new}


def test_a_college_joins_later_over_the_same_text(table: Table) -> None:
    assess(table, "missing-episodes")
    terms = sharing_terms(
        table,
        missing_line(table, recipient_ids=(table.agencies["kent-county-council"], table.agencies["colleges"])),
        parties=("kent-police", "kent-county-council", "colleges"),
    )
    version = in_force(table, terms)
    assert version.state == State.IN_FORCE
    college = table.agencies["midkent-college"]
    with table["college"].acting() as actor:
        joining = operations.Joining(college)
        operations.accede(actor=actor, now=now(), version_id=version.pk, joining=joining, seen_hash=version.text_hash)
    shared = {one.recipient_id for one in open_grants(table) if one.agreement_id == version.agreement_id}
    assert shared == {table.agencies["kent-county-council"], college}
    stranger = operations.Joining(table.agencies["victim-support"])
    seen = version.text_hash
    with table["charity"].acting() as actor, pytest.raises(BadInput, match="cannot join this way"):
        operations.accede(actor=actor, now=now(), version_id=version.pk, joining=stranger, seen_hash=seen)


def test_the_database_knows_the_life_of_a_version(table: Table) -> None:
    with table["coordinator"].acting(), connection.cursor() as cursor:
        for before in State:
            for after in State:
                cursor.execute("select agreements_life_allows(%s, %s)", [before.value, after.value])
                assert cursor.fetchone() == (after in NEXT[before] or before is after,), (before, after)


def test_an_assessment_is_signed_from_its_first_day_on(table: Table) -> None:
    """Its last signature takes the data set live, and nothing does later."""
    terms = sharing_terms(
        table,
        parties=("kent-police",),
        kind=AgreementKind.EQUALITY_ASSESSMENT,
        data_sets=("missing-episodes",),
        starts_on=today() + timedelta(days=1),
    )
    version = out_to_sign(table, replace(terms, lines=()))
    with pytest.raises(BadInput, match="This assessment begins on"):
        sign_for(table, version, "police", "kent-police")

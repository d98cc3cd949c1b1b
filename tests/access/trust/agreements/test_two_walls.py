"""The rules that matter, tried at the database itself: row-level security and triggers hold without Python."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from tests.agreements import Table, assess, drafted, in_force, out_to_sign, sharing_terms, sign_for

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, NotAllowed
from fourfold.trust.access.models import Grant
from fourfold.trust.agreements import operations
from fourfold.trust.agreements.models import Agreement, Clause, Comment, Party, ScheduleLine, Signature, Version
from fourfold.trust.agreements.queries import visible_versions


def tried(act: Callable[[], Any]) -> str:
    """What became of an act at the database: `refused`, or `nothing` where no row was touched, or `done`."""
    try:
        with transaction.atomic():
            return "done" if act() else "nothing"
    except DatabaseError:
        return "refused"


def a_grant(version: Version, table: Table, **changed: Any) -> Grant:
    """The grant that line 1 says, for the county; or one with something changed."""
    said: dict[str, Any] = {
        "agreement_id": version.agreement_id,
        "line_number": 1,
        "clause": "Schedule, line 1",
        "provider_id": table.agencies["kent-police"],
        "recipient_id": table.agencies["kent-county-council"],
        "data_set": "missing-episodes",
        "purpose": "missing-children",
        "fields": ["name"],
        "subject_kinds": ["child"],
        "subject_roles": ["at-risk"],
        "handling": ["official-sensitive"],
        "recipient_roles": [],
        "needs_relationship": True,
        "since": now(),
        "until": now() + timedelta(days=30),
    }
    return Grant(**(said | changed))


BEYOND: dict[str, Callable[[Table], dict[str, Any]]] = {
    "another field": lambda _table: {"fields": ["name", "found_where"]},
    "another data set": lambda _table: {"data_set": "education"},
    "another purpose": lambda _table: {"purpose": "law-enforcement"},
    "adults too": lambda _table: {"subject_kinds": ["child", "adult"]},
    "suspects too": lambda _table: {"subject_roles": ["suspect"]},
    "another handling": lambda _table: {"handling": ["conditions"]},
    "without a relationship": lambda _table: {"needs_relationship": False},
    "to somebody who signed nothing": lambda table: {"recipient_id": table.agencies["victim-support"]},
    "from somebody else": lambda table: {"provider_id": table.agencies["medway-council"]},
    "to the provider itself": lambda table: {"recipient_id": table.agencies["kent-police"]},
    "longer than agreed": lambda _table: {"until": now() + timedelta(days=400)},
    "earlier than agreed": lambda _table: {"since": now() - timedelta(days=2)},
    "a line that is not there": lambda _table: {"line_number": 2},
    "an agreement that is not there": lambda _table: {"agreement_id": uuid4()},
    "about one person, without a request": lambda _table: {"subject_id": uuid4()},
    "a request that it does not permit": lambda _table: {
        "request_id": uuid4(),
        "subject_id": uuid4(),
        "line_number": 0,
    },
}


def test_the_database_takes_what_was_signed_and_nothing_beyond(table: Table) -> None:
    assess(table, "missing-episodes")
    version = in_force(table)
    with table["police"].acting():
        assert tried(lambda: Grant.objects.bulk_create([a_grant(version, table)])) == "done"
        for name, change in BEYOND.items():
            grant = a_grant(version, table, **change(table))
            assert tried(lambda grant=grant: Grant.objects.bulk_create([grant])) == "refused", name
    with table["charity"].acting():
        assert tried(lambda: Grant.objects.bulk_create([a_grant(version, table)])) == "refused"


@pytest.mark.parametrize("who", ["police", "county"])
def test_no_grant_before_everybody_has_signed(table: Table, who: str) -> None:
    assess(table, "missing-episodes")
    version = out_to_sign(table, sharing_terms(table))
    sign_for(table, version, "police", "kent-police")
    with table[who].acting():
        assert tried(lambda: Version.objects.filter(pk=version.pk).update(state="in-force")) == "refused"
        assert tried(lambda: Grant.objects.bulk_create([a_grant(version, table)])) == "refused"


def test_a_data_set_goes_live_with_both_assessments_alone(table: Table) -> None:
    from fourfold.trust.catalogue.operations import NewHolding, go_live

    version = in_force(table)
    with table["police"].acting() as actor:
        new = NewHolding(
            table.agencies["kent-police"], "missing-episodes", version.agreement_id, version.agreement_id
        )
        assert tried(lambda: go_live(actor=actor, now=now(), new=new)) == "refused"
        assert tried(lambda: Grant.objects.bulk_create([a_grant(version, table)])) == "refused"


def test_nobody_signs_in_anothers_name_or_over_another_text(table: Table) -> None:
    version = out_to_sign(table, sharing_terms(table))
    with table["police"].acting() as actor:
        parties = {party.agency_id: party for party in Party.objects.filter(version=version)}
        own = parties[table.agencies["kent-police"]]
        said = {"version": version, "party": own, "person_id": actor.person_id, "role": "accountable-officer"}
        said |= {"hash": version.text_hash, "at": now()}
        wrong: list[dict[str, Any]] = [
            {"party": parties[table.agencies["kent-county-council"]]},
            {"person_id": table["county"].standing.person_id},
            {"role": "data-protection-officer"},
            {"hash": "0" * 64},
        ]
        for one in wrong:
            signature = Signature(**(said | one))
            assert tried(lambda signature=signature: Signature.objects.bulk_create([signature])) == "refused", one
        assert tried(lambda: Signature.objects.bulk_create([Signature(**said)])) == "done"
        assert tried(lambda: Signature.objects.filter(party=own).update(hash="1" * 64)) == "refused"
        assert tried(lambda: Signature.objects.filter(party=own).delete()) == "refused"


def test_an_officer_of_a_party_moves_nothing_else(table: Table) -> None:
    version = in_force(table)
    open_one = drafted(table, sharing_terms(table, reference="KM-2"))
    with table["county_dpo"].acting():
        others = Party.objects.filter(version=version, agency_id=table.agencies["kent-police"])
        assert tried(lambda: others.update(suspended_at=now())) == "nothing"
        assert tried(lambda: Version.objects.filter(pk=version.pk).update(ends_on=None)) == "refused"
    with table["medway"].acting():
        mine = Party.objects.filter(version=version, agency_id=table.agencies["medway-council"])
        assert tried(lambda: mine.update(acceded=True)) == "refused"
        assert tried(lambda: Version.objects.filter(pk=version.pk).update(state="withdrawn")) == "refused"
        assert tried(lambda: Version.objects.filter(pk=open_one.pk).update(title="Mine")) == "nothing"
        assert tried(lambda: Clause.objects.filter(version=open_one).update(text="Mine")) == "nothing"
        assert tried(lambda: ScheduleLine.objects.filter(version=open_one).delete()[0]) == "nothing"


READERS = ("coordinator", "police", "county", "medway", "member", "charity", "college")


def test_both_walls_show_the_same_versions(table: Table) -> None:
    draft = drafted(table, sharing_terms(table, reference="KM-2", parties=("kent-police", "medway-council")))
    for state in ("draft", "consultation"):
        if state == "consultation":
            with table["coordinator"].acting() as actor:
                operations.consult(actor=actor, now=now(), version_id=draft.pk)
        seen = {}
        for who in READERS:
            with table[who].acting() as actor:
                behind_both = set(visible_versions(actor).values_list("pk", flat=True))
                behind_rls = set(Version.objects.values_list("pk", flat=True))
                assert behind_both == behind_rls, (state, who)
                parts = (Clause, ScheduleLine, Party, Comment, Signature)
                assert all(set(one.objects.values_list("version_id", flat=True)) <= behind_rls for one in parts)
                assert set(Agreement.objects.values_list("pk", flat=True)) <= set(
                    Version.objects.values_list("agreement_id", flat=True)
                )
                seen[who] = draft.pk in behind_rls
        expected = {"coordinator", "police", "county", "medway"}
        assert {who for who, sees in seen.items() if sees} == expected
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from agreements_version")
        assert cursor.fetchone() == (0,)


def test_a_request_opens_nothing_without_its_answer_or_an_agreement_that_permits_it(table: Table) -> None:
    assess(table, "missing-episodes")
    version = in_force(table, sharing_terms(table, permits_requests=True))
    accepted = operations.Accepted(
        request_id=uuid4(),
        provider_id=table.agencies["kent-police"],
        recipient_id=table.agencies["kent-county-council"],
        data_set="missing-episodes",
        purpose="missing-children",
        fields=frozenset({"found_where"}),
        subject_id=uuid4(),
        until=now() + timedelta(days=30),
    )

    def grant(what: operations.Accepted) -> object:
        return operations.grant_request(actor=actor, now=now(), agreement_id=version.agreement_id, accepted=what)

    with table["police"].acting() as actor:
        assert tried(lambda: grant(accepted)) == "refused"
        stranger = replace(accepted, recipient_id=table.agencies["victim-support"])
        with pytest.raises(BadInput, match="No agreement in force"):
            grant(stranger)
    with table["county"].acting() as actor, pytest.raises(NotAllowed):
        grant(accepted)

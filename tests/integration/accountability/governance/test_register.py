"""The register of policies and plans, through its pages."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import Error, transaction
from tests.pages import MOST_QUERIES, queries_of, words
from tests.people import Cast, ClientOf, Colleague
from tests.plans import make

from fourfold.accountability.governance.domain.states import Fit, PolicyKind
from fourfold.accountability.governance.models import PolicyCheck, PolicyEntry
from fourfold.accountability.governance.operations.register import (
    CheckWords,
    PolicyWords,
    check_policy,
    edit_policy,
    enter_policy,
)
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, Conflict, NotAllowed
from fourfold.trust.partnership.queries import agency_ids_by_key

SOON = timedelta(days=40)


def agency(who: Colleague, key: str) -> UUID:
    with who.acting():
        return agency_ids_by_key()[key]


def entered(who: Colleague, key: str = "kent-police", title: str = "Missing children policy") -> PolicyEntry:
    with who.acting() as actor:
        words = PolicyWords(PolicyKind.POLICY, title, today() + SOON)
        return enter_policy(actor=actor, now=now(), agency_id=agency_ids_by_key()[key], words=words)


def in_three_parts(day: object) -> dict[str, str]:
    year, month, of_month = str(day).split("-")
    return {"next_on_day": of_month, "next_on_month": month, "next_on_year": year}


def test_a_champion_adds_a_document_and_everyone_reads_it(client_of: ClientOf, people: Cast) -> None:
    sent = {
        "agency": str(agency(people.pat, "kent-police")),
        "title": "Stop and search policy",
        "kind": "policy",
        "owner": str(people.pat.person_id),
        "link": "https://www.example.org/stop",
        **in_three_parts(today() + SOON),
    }
    answer = client_of(people.pat).post("/policies/add/", sent, follow=True)
    assert "It is on the register." in answer.content.decode()
    shown = client_of(people.vic).get("/policies/").content.decode()
    assert "Stop and search policy" in shown
    assert "Never checked" in shown
    assert "Add a policy or plan" not in shown


def test_a_check_finds_a_gap_and_the_gap_is_closed(client_of: ClientOf, people: Cast) -> None:
    entry, plan = entered(people.pat), make(people)
    client = client_of(people.pat)
    page = f"/policies/{entry.pk}/check/"
    sent = {"plan": str(plan.plan_id), "fit": "gap", "gap": "", **in_three_parts(today() + SOON)}
    assert "Say what the gap is." in client.post(page, sent).content.decode()
    sent["gap"] = "It does not name the return home interview."
    assert client.post(page, sent).status_code == 302
    assert "Missing children policy" in words(client.get("/policies/?show=gap"))
    shown = client.get(f"/policies/{entry.pk}/").content.decode()
    assert "There is a gap" in shown
    assert "The gap is closed" in shown
    client.post(f"/policies/{entry.pk}/close-gap/")
    assert "Gap closed" in client.get(f"/policies/{entry.pk}/").content.decode()


def test_what_looks_personal_is_asked_about(people: Cast) -> None:
    entry, plan = entered(people.pat), make(people)
    words = CheckWords(plan.plan_id, Fit.GAP, today() + SOON, gap="Jamie Smith, born 12/03/2009, was not told")
    with people.pat.acting() as actor, pytest.raises(BadInput, match="personal data"):
        check_policy(actor=actor, now=now(), entry_id=entry.pk, words=words)


def test_two_who_edit_at_once_lose_nothing(people: Cast) -> None:
    entry = entered(people.pat)
    with people.pat.acting() as actor:
        first = PolicyWords(PolicyKind.POLICY, "First", today() + SOON)
        edit_policy(actor=actor, now=now(), entry_id=entry.pk, version=1, words=first)
        with pytest.raises(Conflict):
            edit_policy(actor=actor, now=now(), entry_id=entry.pk, version=1, words=first)
        assert PolicyEntry.objects.get(pk=entry.pk).title == "First"


@pytest.mark.parametrize("who", ["mia", "dee", "vic"])
def test_another_agency_keeps_nothing(people: Cast, who: str) -> None:
    """The policy refuses, and behind it row-level security changes no row."""
    entry, other = entered(people.pat), getattr(people, who)
    said = PolicyWords(PolicyKind.POLICY, "Taken over", today() + SOON)
    with other.acting() as actor, pytest.raises(NotAllowed):
        edit_policy(actor=actor, now=now(), entry_id=entry.pk, version=1, words=said)
    with other.acting():
        assert PolicyEntry.objects.filter(pk=entry.pk).update(title="Taken over") == 0
    with other.acting(), pytest.raises(Error), transaction.atomic():
        PolicyEntry.objects.bulk_create(
            [
                PolicyEntry(
                    agency_id=entry.agency_id,
                    kind="policy",
                    title="Slipped in",
                    next_on=today(),
                    changed_at=now(),
                )
            ]
        )


def test_a_finding_is_never_taken_back(people: Cast) -> None:
    entry, plan = entered(people.pat), make(people)
    with people.pat.acting() as actor:
        check_policy(
            actor=actor, now=now(), entry_id=entry.pk, words=CheckWords(plan.plan_id, Fit.FITS, today() + SOON)
        )
    with people.pat.acting(), pytest.raises(Error, match="permission denied"), transaction.atomic():
        PolicyCheck.objects.filter(entry=entry).delete()


def test_the_register_asks_few_questions_whatever_its_length(client_of: ClientOf, people: Cast) -> None:
    for count in range(3):
        entered(people.pat, title=f"Document {count}")
    client = client_of(people.cora)
    few = queries_of(client, "/policies/")
    for count in range(30):
        entered(people.pat, title=f"More {count}")
    assert len(queries_of(client, "/policies/")) == len(few) <= MOST_QUERIES

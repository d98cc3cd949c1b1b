"""A breach from the first hour to its close, on its pages; the letters; the second agency's checkpoints."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from tests import breaches
from tests.agreements import in_force, set_the_table, sharing_terms
from tests.letters import letters_to
from tests.pages import MOST_QUERIES, main, queries_of, words
from tests.people import Cast, ClientOf, Colleague

from fourfold.accountability.oversight.models import BreachEntry
from fourfold.accountability.oversight.operations.alerts import warn_of_clocks
from fourfold.accountability.oversight.operations.breaches import add_concerned, edit_breach, open_breach
from fourfold.accountability.oversight.operations.checkpoints import send_checkpoint
from fourfold.accountability.oversight.operations.searching import export_breaches
from fourfold.ground.kernel.clock import LONDON, now
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.domain.checkpoints import Checkpoint
from fourfold.trust.partnership import operations as partnership
from fourfold.trust.partnership.domain.roles import CHASER, INSTALLATION, RoleKind
from fourfold.trust.partnership.queries import agency_ids_by_key


def day(name: str, at: datetime) -> dict[str, str]:
    """A date as its three boxes send it."""
    local = at.astimezone(LONDON)
    return {f"{name}_day": str(local.day), f"{name}_month": str(local.month), f"{name}_year": str(local.year)}


def typed(at: datetime) -> str:
    """A time of day as people type it."""
    return at.astimezone(LONDON).strftime("%H:%M")


@pytest.fixture
def officer(people: Cast) -> Colleague:
    """Somebody at Medway who is its data protection officer too: mia."""
    with acting_as(INSTALLATION.actor):
        partnership.give_role(
            actor=INSTALLATION,
            now=now(),
            person_id=people.mia.person_id,
            agency_id=agency_ids_by_key()["medway-council"],
            kind=RoleKind.DATA_PROTECTION_OFFICER,
            since=now().date(),
        )
    return people.mia


def test_it_is_recorded_with_what_is_known_and_its_clock_runs(people: Cast, client_of: ClientOf) -> None:
    known = now() - timedelta(hours=30)
    dan = client_of(people.dan)
    with people.dan.acting():
        police = str(agency_ids_by_key()["kent-police"])
    form = {
        "agency": police,
        "title": "Letter to the wrong address",
        "what_happened": "One letter of the panel went to a former address.",
        "known_time": typed(known),
        "regime": "general",
        "people_about": "3",
        "people": "pupils",
    } | day("known_on", known)
    wrong = dan.post("/oversight/breaches/new/", form | {"title": "", "known_time": "soon"})
    assert wrong.status_code == 422
    assert "Enter a time of day, like 2:30pm" in words(wrong)
    assert "One letter of the panel" in wrong.content.decode()
    named = dan.post("/oversight/breaches/new/", form | {"what_happened": "It named the pupil Alex Tanner."})
    assert "looks like personal data" in words(named)
    answer = dan.post("/oversight/breaches/new/", form, follow=True)
    page = main(answer)
    for said in ("Letter to the wrong address", "41 hours left", "about 3: pupils", "Recorded in the register"):
        assert said in page
    listed = main(dan.get("/oversight/breaches/"))
    assert "Not decided yet , 41 hours left" in listed


def test_a_late_report_says_why_and_each_decision_is_kept(people: Cast, client_of: ClientOf) -> None:
    breach_id = breaches.make(people, now() - timedelta(hours=90))
    dan, address = client_of(people.dan), f"/oversight/breaches/{breach_id}/"
    assert "18 hours over" in main(dan.get(address))
    report = {"decision": "reported", "at_time": typed(now() - timedelta(hours=2)), "reference": "IC-123"}
    report |= day("at_on", now() - timedelta(hours=2))
    refused = dan.post(f"{address}commissioner/", report)
    assert refused.status_code == 422
    assert "more than 72 hours after it came to be known. Say why" in words(refused)
    assert dan.post(f"{address}commissioner/", report | {"delay": "The list was on leave."}).status_code == 302
    closed = dan.post(f"{address}close/", {"text": "Lists are checked weekly."})
    assert "First decide whether the people concerned are told" in words(closed)
    assert dan.post(f"{address}people/", {"decision": "not-told"}).status_code == 422
    assert dan.post(f"{address}people/", {"decision": "not-told", "reason": "No risk left."}).status_code == 302
    assert dan.post(f"{address}close/", {"text": "Lists are checked weekly."}).status_code == 302
    page = main(dan.get(address))
    for said in ("This breach is closed", "reference IC-123", "The list was on leave.", "No risk left.", "Dan Abara"):
        assert said in page
    assert dan.post(f"{address}note/", {"text": "Read again."}).status_code == 302
    assert dan.get(f"{address}edit/").status_code == 409
    assert dan.post(f"{address}reopen/", {"text": "More was found."}).status_code == 302
    with people.dan.acting():
        kinds = list(BreachEntry.objects.filter(breach_id=breach_id).order_by("at").values_list("kind", flat=True))
    assert kinds == ["opened", "commissioner", "people", "closed", "note", "reopened"]


def test_two_officers_at_once_lose_nothing(people: Cast) -> None:
    breach_id = breaches.make(people)
    with people.dan.acting() as dan:
        edit_breach(actor=dan, now=now(), breach_id=breach_id, version=1, facts=breaches.facts(measures="Recalled."))
        with pytest.raises(Conflict):
            edit_breach(actor=dan, now=now(), breach_id=breach_id, version=1, facts=breaches.facts())
        known = now() + timedelta(hours=1)
        with pytest.raises(BadInput):
            edit_breach(actor=dan, now=now(), breach_id=breach_id, version=2, facts=breaches.facts(known))


def test_officers_are_told_at_once_and_when_a_day_is_left(people: Cast, officer: Colleague) -> None:
    known = now() - timedelta(hours=40)
    breach_id = breaches.make(people, known)
    assert [one.subject for one in letters_to(people.dan, kind="alert")] == [
        "A personal data breach concerns your agency"
    ]
    assert letters_to(officer, kind="alert") == []
    with people.dan.acting() as dan:
        medway = agency_ids_by_key()["medway-council"]
        add_concerned(actor=dan, now=now(), breach_id=breach_id, agency_id=medway)
    [told] = letters_to(officer, kind="alert")
    assert f"/oversight/breaches/{breach_id}/" in told.body
    assert "former colleague" not in told.body

    def warn(hours: int) -> int:
        with acting_as(CHASER.actor):
            return warn_of_clocks(actor=CHASER, now=known + timedelta(hours=hours))

    assert [warn(47), warn(48), warn(60), warn(73), warn(80)] == [0, 2, 0, 2, 0]
    assert [one.subject for one in letters_to(officer, kind="alert")][1:] == [
        "Undecided breach: 24 hours left",
        "Undecided breach: 72 hours are over",
    ]


def test_another_agencys_officer_reads_and_notes_but_does_not_decide(
    people: Cast, officer: Colleague, client_of: ClientOf
) -> None:
    breach_id = breaches.make(people, None, "medway-council")
    client, address = client_of(officer), f"/oversight/breaches/{breach_id}/"
    page = client.get(address)
    assert "Decide on reporting" not in main(page)
    assert "The data protection officer of the agency whose breach it is decides" in main(page)
    for decision in ("commissioner", "people", "close", "edit", "agencies"):
        assert client.post(f"{address}{decision}/", {}).status_code == 403, decision
    assert client.post(f"{address}note/", {"text": "We checked our copy."}).status_code == 302


def test_pages_ask_little_whatever_there_is(people: Cast, client_of: ClientOf) -> None:
    made = [breaches.make(people) for _ in range(4)]
    client: Client = client_of(people.dan)
    for address in ("/oversight/breaches/", f"/oversight/breaches/{made[0]}/"):
        assert len(queries_of(client, address)) <= MOST_QUERIES, address


def test_the_register_goes_out_marked_and_without_formulas(people: Cast, client_of: ClientOf) -> None:
    breach_id = breaches.make(people)
    with people.dan.acting() as dan:
        edit_breach(actor=dan, now=now(), breach_id=breach_id, version=1, facts=breaches.facts(measures="=1+1"))
        text = export_breaches(actor=dan, now=now()).decode("utf-8-sig")
    assert text.splitlines()[1].startswith(
        f"OFFICIAL-SENSITIVE,B-{str(breach_id)[:6].upper()},Kent Police,Report sent"
    )
    assert ",'=1+1," in text
    answer = client_of(people.dan).get("/oversight/breaches/export/")
    assert answer.status_code == 302  # first say again who you are


def test_the_second_agency_gets_a_checkpoint_once_and_it_reads_back(
    people: Cast, officer: Colleague, client_of: ClientOf
) -> None:
    tip = Checkpoint(12_345, bytes(range(32)), now())

    def send() -> int:
        with acting_as(CHASER.actor):
            return send_checkpoint(actor=CHASER, now=now())

    assert send() == 0
    ada = client_of(people.ada)
    with people.ada.acting():
        medway = agency_ids_by_key()["medway-council"]
    assert ada.post("/oversight/checkpoints/witness/", {"agency": str(medway)}).status_code == 302
    assert ada.post("/oversight/checkpoints/witness/", {"agency": str(medway)}).status_code == 422
    with patch("fourfold.accountability.oversight.operations.checkpoints.take_checkpoint", return_value=tip):
        assert [send(), send()] == [1, 0]
    [letter] = letters_to(officer, kind="review")
    found = re.search(r"\{[^{}]*\}", letter.body)
    assert found is not None
    assert Checkpoint.from_json(found.group()) == tip
    page = main(client_of(people.dan).get("/oversight/checkpoints/"))
    for said in ("Medway Council keeps the checkpoints", "12,345", tip.chain_hash.hex()[:16]):
        assert said in page


def test_it_names_an_agreement_of_its_agency_which_shows_it_to_those_who_oversee(
    people: Cast, client_of: ClientOf
) -> None:
    table = set_the_table()
    ours = in_force(table)
    councils = sharing_terms(table, parties=("kent-county-council", "medway-council"), reference="KM-2")
    others = in_force(table, replace(councils, lines=(), permits_requests=True))
    with people.dan.acting() as dan:
        police = agency_ids_by_key()["kent-police"]
        wrong = breaches.facts(agreement_id=others.agreement_id)
        with pytest.raises(BadInput, match="no party"):
            open_breach(actor=dan, now=now(), agency_id=police, facts=wrong)
        facts = breaches.facts(agreement_id=ours.agreement_id)
        breach = open_breach(actor=dan, now=now(), agency_id=police, facts=facts)
    client, history = client_of(people.dan), f"/agreements/versions/{ours.pk}/history/"
    form = client.get("/oversight/breaches/new/").content.decode()
    assert str(ours.agreement_id) in form
    assert str(others.agreement_id) not in form
    page = f"/oversight/breaches/{breach.pk}/"
    assert "Agreement KM-1: Missing children" in main(client.get(page))
    assert len(queries_of(client, page)) <= MOST_QUERIES
    assert page in client.get(history).content.decode()
    assert len(queries_of(client, history)) <= MOST_QUERIES
    for who in (people.cora, people.mia, people.pat):
        assert "former colleague" not in client_of(who).get(history).content.decode()
    assert str(ours.agreement_id) in client.get(f"{page}edit/").content.decode()

"""The yearly review, through its pages: every board and role once, findings that are actions, what changed."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import Error, transaction
from tests.pages import MOST_QUERIES, queries_of, words
from tests.people import Cast, ClientOf
from tests.plans import make

from fourfold.accountability.governance.domain.states import Outcome
from fourfold.accountability.governance.models import Finding, Review, ReviewItem
from fourfold.accountability.governance.operations.reviews import close_review, find_in_order, open_review
from fourfold.accountability.plan.models import Action, Strand
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotAllowed
from fourfold.trust.boards.domain.states import BoardKind
from fourfold.trust.boards.operations.boards import BoardTerms, begin_board
from fourfold.trust.partnership import operations as partnership
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.queries import agency_ids_by_key


def opened(people: Cast, year: int = 2026) -> UUID:
    with people.cora.acting() as cora:
        if not ReviewItem.objects.exists():
            terms = BoardTerms(name="Strategic board", kind=BoardKind.STRATEGIC, quorum=1)
            begin_board(actor=cora, now=now(), terms=terms)
        return open_review(actor=cora, now=now(), year=year).pk


def line(people: Cast, review_id: UUID, title: str) -> ReviewItem:
    with people.cora.acting():
        return ReviewItem.objects.get(review_id=review_id, title=title)


def all_in_order(people: Cast, review_id: UUID) -> None:
    with people.cora.acting() as cora:
        left = list(
            ReviewItem.objects.filter(review_id=review_id, outcome=Outcome.TO_DO).values_list("pk", flat=True)
        )
        find_in_order(actor=cora, now=now(), item_ids=left)


def test_every_board_and_every_agencys_roles_get_a_line(people: Cast, client_of: ClientOf) -> None:
    review_id = opened(people)
    shown = words(client_of(people.vic).get(f"/reviews/{review_id}/"))
    for title in ("Strategic board", "Kent Police", "Medway Council"):
        assert title in shown
    assert "To check" in shown
    assert "The ticked ones are in order" not in shown


def test_a_finding_is_an_action_at_once(people: Cast, client_of: ClientOf) -> None:
    made, review_id = make(people), opened(people)
    item = line(people, review_id, "Kent Police")
    with people.cora.acting():
        strand = Strand.objects.get(plan_id=made.plan_id, kind="prepare")
    year, month, day = str(today() + timedelta(days=60)).split("-")
    sent = {
        "text": "Nobody covers for the champion.",
        "title": "Name a deputy champion",
        "strand": str(strand.pk),
        "lead": str(item.agency_id),
        "due_on_day": day,
        "due_on_month": month,
        "due_on_year": year,
    }
    client = client_of(people.cora)
    assert client.post(f"/reviews/lines/{item.pk}/finding/", sent | {"text": ""}).status_code == 422
    assert client.post(f"/reviews/lines/{item.pk}/finding/", sent).status_code == 302
    with people.pat.acting():
        action = Action.objects.get(title="Name a deputy champion")
        assert Finding.objects.get(item=item).action_id == action.pk
    assert "Name a deputy champion" in words(client_of(people.pat).get("/actions/"))
    assert "Prepare 1" in words(client.get(f"/reviews/{review_id}/"))


def test_it_closes_once_every_line_was_looked_at(people: Cast) -> None:
    review_id = opened(people)
    with people.cora.acting() as cora, pytest.raises(BadInput, match="not been looked at"):
        close_review(actor=cora, now=now(), review_id=review_id)
    all_in_order(people, review_id)
    with people.cora.acting() as cora:
        close_review(actor=cora, now=now(), review_id=review_id)
    item = line(people, review_id, "Kent Police")
    with people.cora.acting() as cora, pytest.raises(BadInput, match="closed"):
        find_in_order(actor=cora, now=now(), item_ids=[item.pk])


def test_next_year_says_what_changed(people: Cast, client_of: ClientOf) -> None:
    first = opened(people)
    all_in_order(people, first)
    with people.cora.acting() as cora:
        close_review(actor=cora, now=now(), review_id=first)
    with people.ada.acting() as ada:
        agencies = agency_ids_by_key()
        new = partnership.NewPerson("Noor Aziz", agencies["victim-support"], email="noor@victim-support.example")
        person = partnership.add_person(actor=ada, now=now(), new=new, since=today())
        partnership.give_role(
            actor=ada,
            now=now(),
            person_id=person.pk,
            agency_id=agencies["victim-support"],
            kind=RoleKind.CHAMPION,
            since=today(),
        )
    second = opened(people, 2027)
    all_in_order(people, second)
    shown = words(client_of(people.vic).get(f"/reviews/{second}/changes/"))
    assert "Gangs champion: Nobody, now Noor Aziz." in shown
    assert "Kent Police" not in shown


def test_only_coordinators_hold_it(people: Cast, client_of: ClientOf) -> None:
    review_id = opened(people)
    item = line(people, review_id, "Kent Police")
    with people.pat.acting() as pat, pytest.raises(NotAllowed):
        find_in_order(actor=pat, now=now(), item_ids=[item.pk])
    with people.pat.acting():
        assert ReviewItem.objects.filter(pk=item.pk).update(outcome=Outcome.TO_DO, note="mine") == 0
    with people.pat.acting() as pat, pytest.raises(Error), transaction.atomic():
        Review.objects.bulk_create([Review(year=2030, questions=1, opened_at=now(), opened_by_id=pat.person_id)])
    assert client_of(people.pat).get("/reviews/begin/").status_code == 403


def test_pages_ask_few_questions(people: Cast, client_of: ClientOf) -> None:
    review_id = opened(people)
    client = client_of(people.cora)
    board, police = line(people, review_id, "Strategic board"), line(people, review_id, "Kent Police")
    for page in ("/reviews/", f"/reviews/{review_id}/", f"/reviews/{review_id}/changes/"):
        assert len(queries_of(client, page)) <= MOST_QUERIES, page
    assert len(queries_of(client, f"/reviews/lines/{police.pk}/")) <= MOST_QUERIES
    assert len(queries_of(client, f"/reviews/lines/{board.pk}/")) <= MOST_QUERIES + 6

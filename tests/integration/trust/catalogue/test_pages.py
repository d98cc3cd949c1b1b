"""The pages of the law, the data sets and the proposals: what they say, and how many queries they take."""

from uuid import UUID

import pytest
from django.urls import reverse
from tests.pages import MOST_QUERIES, main, queries_of, words
from tests.people import Cast, ClientOf

from fourfold.trust.catalogue.domain.loading import load_catalogue
from fourfold.trust.catalogue.models import PurposeProposal
from fourfold.trust.catalogue.queries.catalogue import _at

CATALOGUE = load_catalogue()
TYPED = {
    "label": "Support at the hospital bed",
    "text": "To offer a young person who was hurt support in hospital.",
    "why": "Early help begins later.",
    "regime": "general",
    "extent": "England",
    "source_url": "https://www.legislation.gov.uk/ukpga/2004/31/section/10",
    "dpia_reference": "KM-DPIA-07",
}


@pytest.fixture
def confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks has just confirmed who they are."""
    monkeypatch.setattr("fourfold.trust.partnership.step_up.confirmed_recently", lambda _request: True)


def every_page() -> list[str]:
    """The address of every record and data set."""
    kinds = {"purposes": CATALOGUE.purposes, "gateways": CATALOGUE.gateways, "bases": CATALOGUE.bases,
             "conditions": CATALOGUE.conditions}  # fmt: skip
    records = [reverse("catalogue:record", args=[kind, key]) for kind, found in kinds.items() for key in found]
    return [*records, *(reverse("catalogue:data-set", args=[key]) for key in CATALOGUE.data_sets)]


def test_every_record_and_data_set_has_a_page(people: Cast, client_of: ClientOf) -> None:
    client = client_of(people.vic)
    for address in every_page():
        assert client.get(address).status_code == 200, address


def test_lists_say_what_is_in_force_and_what_to_verify(people: Cast, client_of: ClientOf) -> None:
    shown = main(client_of(people.vic).get(reverse("catalogue:law-kind", args=["gateways"])))
    assert "Children Act 2004, section 16LA" in shown
    assert "Not in force: start not known" in shown
    assert "still have to be verified at their source" in shown
    assert "Read on 22 November 2026" in shown


def test_a_gateway_says_what_it_excludes(people: Cast, client_of: ClientOf) -> None:
    shown = main(client_of(people.vic).get(reverse("catalogue:record", args=["gateways", "pcsca-2022-s16"])))
    assert "Patient information. Personal information held in health, social care and voluntary bodies." in shown
    assert "Substance misuse" not in shown
    assert "Police crime and incidents Every field" in shown


def test_what_is_not_in_force_says_so_on_its_page(people: Cast, client_of: ClientOf) -> None:
    shown = main(client_of(people.vic).get(reverse("catalogue:record", args=["gateways", "ca-2004-s16la"])))
    assert "An agreement cannot rest on this today." in shown
    assert "Whoever refuses says why" in shown


def test_cp_is_says_who_may_ask(people: Cast, client_of: ClientOf) -> None:
    shown = main(client_of(people.vic).get(reverse("catalogue:data-set", args=["cp-is"])))
    assert "Who may ask Staff of unscheduled care" in shown
    assert "Special category data" in shown


@pytest.mark.parametrize(
    "address",
    ["/sharing/law/nothing/", "/sharing/law/gateways/nothing/", "/sharing/law/nothing/nothing/",
     "/sharing/data-sets/nothing/", "/sharing/purposes/00000000-0000-4000-8000-000000000000/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(people: Cast, client_of: ClientOf, address: str) -> None:
    assert client_of(people.vic).get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/sharing/law/", "/sharing/law/gateways/pcsca-2022-s16/", "/sharing/data-sets/", "/sharing/data-sets/education/",
     "/sharing/purposes/", "/sharing/purposes/new/"],
)  # fmt: skip
def test_pages_take_few_queries_even_when_nothing_is_kept(people: Cast, client_of: ClientOf, address: str) -> None:
    _at.cache_clear()
    assert len(queries_of(client_of(people.mia), address)) <= MOST_QUERIES


def proposed(people: Cast, client_of: ClientOf) -> UUID:
    """A proposal that Vic typed on the page."""
    answer = client_of(people.vic).post(reverse("catalogue:propose"), TYPED)
    assert answer.status_code == 302, words(answer)
    return UUID(answer["Location"].rstrip("/").rpartition("/")[2])


def test_a_purpose_is_proposed_approved_twice_and_listed(people: Cast, client_of: ClientOf, confirmed: None) -> None:
    made = proposed(people, client_of)
    page = reverse("catalogue:proposal", args=[made])
    assert "Waits for two approvals" in main(client_of(people.vic).get(page))
    assert "Approve this purpose" in words(client_of(people.mia).get(page))
    assert "Approve this purpose" not in words(client_of(people.pat).get(page))
    for colleague in (people.mia, people.dan):
        client_of(colleague).post(reverse("catalogue:approve", args=[made]))
    assert "Approved" in main(client_of(people.vic).get(page))
    assert TYPED["label"] in main(client_of(people.vic).get(reverse("catalogue:law")))
    assert len(queries_of(client_of(people.vic), reverse("catalogue:proposals"))) <= MOST_QUERIES
    assert len(queries_of(client_of(people.mia), page)) <= MOST_QUERIES


def test_approving_asks_first_who_one_is(people: Cast, client_of: ClientOf) -> None:
    made = proposed(people, client_of)
    answer = client_of(people.mia).post(reverse("catalogue:approve", args=[made]))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    with people.mia.acting():
        assert PurposeProposal.objects.get(pk=made).approvals.count() == 0


def test_a_refused_use_is_told_beside_what_was_typed(people: Cast, client_of: ClientOf) -> None:
    answer = client_of(people.vic).post(
        reverse("catalogue:propose"), TYPED | {"text": "To check immigration status."}
    )
    assert answer.status_code == 422
    assert "never used here for immigration enforcement" in words(answer)
    assert "To check immigration status." in answer.content.decode()
    assert "Early help begins later." in answer.content.decode()

"""What a file must look like, for everybody who works here."""

import pytest
from tests.pages import queries_of, words
from tests.people import Cast, ClientOf

from fourfold.records.feeds.domain.contracts import contract, contract_keys


def test_the_list_leads_to_every_contract(client_of: ClientOf, people: Cast) -> None:
    page = client_of(people.vic).get("/data/contracts/").content.decode()
    for key in contract_keys():
        assert f'href="/data/contracts/{key}/"' in page


@pytest.mark.parametrize("key", contract_keys())
def test_a_contract_says_each_column_each_rule_and_each_code(key: str, client_of: ClientOf, people: Cast) -> None:
    said = words(client_of(people.vic).get(f"/data/contracts/{key}/"))
    asked = contract(key)
    assert asked.title in said
    for column in asked.columns:
        assert f"{column.label}. {column.text}" in said
        for code, label in column.codes.items():
            assert code in said
            assert label in said
    for check in asked.checks:
        assert f"{check.says} {check.mend}" in said


def test_whoever_sends_a_feed_is_led_to_sending_it(client_of: ClientOf, people: Cast) -> None:
    address = "/data/contracts/police-incidents/"
    assert "Send a file of this feed" in words(client_of(people.pat).get(address))
    assert "Send a file of this feed" not in words(client_of(people.cora).get(address))
    form = client_of(people.pat).get("/data/deliveries/new/?contract=police-incidents").content.decode()
    assert 'value="police-incidents" checked' in form


def test_the_example_is_a_file_with_the_columns_of_the_contract(client_of: ClientOf, people: Cast) -> None:
    answer = client_of(people.vic).get("/data/contracts/education/example.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="education-example.csv"'
    header = answer.content.decode("utf-8-sig").splitlines()[0]
    assert header.split(",") == [column.key for column in contract("education").columns]


def test_what_is_no_contract_is_not_found(client_of: ClientOf, people: Cast) -> None:
    client = client_of(people.vic)
    assert client.get("/data/contracts/nothing/").status_code == 404
    assert client.get("/data/contracts/nothing/example.csv").status_code == 404


def test_somebody_without_a_live_role_is_asked_to_sign_in(client_of: ClientOf, people: Cast) -> None:
    client = client_of(people.leo)
    for address in ("/data/contracts/", "/data/contracts/education/", "/data/contracts/education/example.csv"):
        assert client.get(address)["Location"].startswith("/accounts/sign-in/")


def test_the_pages_take_few_queries(client_of: ClientOf, people: Cast) -> None:
    client = client_of(people.pat)
    assert len(queries_of(client, "/data/contracts/education/")) <= 6

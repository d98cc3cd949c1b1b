"""Signing opens, suspending closes: an accountable officer, a practitioner, a data protection officer, an insider."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

SignedIn = Callable[..., Page]
Check = Callable[[Page], None]
AGREEMENT = "Exploitation and serious youth violence"
EXPLOITATION = "Identifying people who are exploited"


def find_kayla(page: Page) -> None:
    """Look somebody up by name."""
    page.goto("/records/find/")
    page.get_by_label("Name").first.fill("Kayla Brightwell")
    page.get_by_role("button", name="Find").click()


def open_agreement(page: Page) -> None:
    """The agreement, from the list of them."""
    page.goto("/agreements/?kind=data-sharing-agreement")
    page.get_by_role("link", name=AGREEMENT).click()


def test_what_is_signed_opens_and_what_is_suspended_closes(signed_in: SignedIn, check_page: Check) -> None:
    # Given a social worker to whom what the police know of exploitation is closed
    jo = signed_in("jo-farrow")
    find_kayla(jo)
    check_page(jo)
    jo.get_by_role("link", name=re.compile("^Change")).click()
    check_page(jo)
    expect(jo.get_by_role("main")).not_to_contain_text(EXPLOITATION)

    # When the last accountable officer signs, after saying again who she is
    priya = signed_in("priya-nair")
    priya.get_by_role("link", name=AGREEMENT).click()
    check_page(priya)
    priya.get_by_role("main").get_by_role("link", name=re.compile("^Sign")).click()
    priya.get_by_role("button", name="Confirm as").click()
    check_page(priya)
    priya.get_by_label("I have read this text").check()
    priya.get_by_role("button", name="Sign", exact=True).click()
    expect(priya.get_by_role("main")).to_contain_text("In force")

    # Then what it names is open for its purpose, with the reason beside it, and the rest is not
    jo.reload()
    jo.get_by_role("button", name=re.compile(EXPLOITATION)).click()
    find_kayla(jo)
    jo.get_by_role("link", name="Kayla Brightwell").click()
    main = jo.get_by_role("main")
    expect(main).to_contain_text("Police crime and incidents")
    expect(main).to_contain_text(AGREEMENT)
    expect(main).to_contain_text("Not shared")
    check_page(jo)
    person = jo.url

    # And an insider elsewhere finds nothing, by name or by the very address
    daniel = signed_in("daniel-whitlock")
    answer = daniel.goto(person)
    assert answer is not None
    assert answer.status in (403, 404)
    expect(daniel.get_by_role("main")).not_to_contain_text("Kayla")
    somebody_else = daniel.goto(re.sub(r"[0-9a-f-]{36}", "00000000-0000-4000-8000-000000000000", person))
    assert somebody_else is not None
    assert somebody_else.status == answer.status

    # When a data protection officer suspends her agency's part, it closes with the next click
    adaeze = signed_in("adaeze-cole")
    open_agreement(adaeze)
    adaeze.get_by_role("link", name=re.compile("^Suspend")).click()
    check_page(adaeze)
    adaeze.get_by_role("textbox").first.fill("A reader outside the agreed teams.")
    adaeze.get_by_role("main").get_by_role("button", name=re.compile("Suspend")).click()
    expect(adaeze.get_by_role("main")).to_contain_text("uspended")
    jo.goto(person)
    expect(jo.get_by_role("main")).not_to_contain_text(AGREEMENT)

    # And she sees who looked
    adaeze.goto(f"/oversight/people/{person.rstrip('/').rsplit('/', 1)[-1]}/looks/")
    expect(adaeze.get_by_role("main")).to_contain_text("Jo Farrow")
    check_page(adaeze)

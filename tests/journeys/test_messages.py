"""Mail that one can open, the outbox, and a webhook, in a browser."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import Service

Check = Callable[[Page], None]


@pytest.mark.smoke
def test_a_letter_is_opened_from_the_banner(page: Page, service: Service, check_page: Check) -> None:
    # given a letter to somebody of the cast
    command = [sys.executable, "-m", "fourfold.project.cli", "mail", "test", "tom.hadlow@kent-police.example"]
    environ = service.environ | {"FOURFOLD_DEMONSTRATION": "1"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    # when anybody opens the mail of the demonstration
    page.goto("/demonstration/")
    page.get_by_role("link", name="Open the mail").click()
    expect(page.get_by_role("heading", name="Mail", level=1)).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="A letter to try the mail server").first.click()
    # then it reads as its addressee would read it
    expect(page.get_by_text("Fourfold can send mail from here.")).to_be_visible()
    expect(page.get_by_text("tom.hadlow@kent-police.example")).to_be_visible()
    check_page(page)


def test_an_administrator_makes_a_webhook_and_sees_what_became_of_its_test(
    signed_in: Callable[..., Page], check_page: Check
) -> None:
    page = signed_in("ruth-callender")
    page.get_by_role("link", name="Messages", exact=True).click()
    expect(page.get_by_role("heading", name="Outbox", level=1)).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Webhooks").click()
    expect(page.get_by_role("heading", name="Webhooks", level=1)).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Add a webhook").click()
    page.get_by_role("button", name="Confirm as Ruth Callender").click()
    page.get_by_label("Agency").select_option(label="Kent Police")
    page.get_by_label("Address").fill("https://192.168.0.1/hook")
    page.get_by_label("An action is updated").check()
    page.get_by_role("button", name="Make the webhook").click()
    expect(page.get_by_role("alert")).to_contain_text("public name of a server")
    check_page(page)
    page.get_by_label("Address").fill("https://hooks.kent-police.example/fourfold")
    page.get_by_role("button", name="Make the webhook").click()
    expect(page.get_by_label("Secret")).to_have_value(re.compile("^whsec_"))
    check_page(page)
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("A test is on its way.")).to_be_visible()
    page.get_by_role("link", name="Test of a webhook").click()
    expect(page.get_by_role("heading", name="Test of a webhook", level=1)).to_be_visible()
    check_page(page)


def test_nobody_else_finds_the_outbox(signed_in: Callable[..., Page]) -> None:
    page = signed_in("tom-hadlow")
    expect(page.get_by_role("link", name="Messages", exact=True)).to_be_hidden()
    page.goto("/outbox/")
    expect(page.get_by_text("Only an administrator can do this.")).to_be_visible()

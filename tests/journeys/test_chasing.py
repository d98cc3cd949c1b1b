"""Chasing in a real browser: an officer who only has the mail, and an agency that works in a spreadsheet."""

import email
import io
import re
from collections.abc import Callable
from email import policy
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from fourfold.accountability.chasing.domain.sheets.columns import SHEET, Column

Check = Callable[[Page], None]
SignedIn = Callable[..., Page]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def newest_links(home: Path) -> list[str]:
    """The paths of the links in the newest mail with a form. The demonstration keeps mail in a folder."""
    for file in sorted((home / "mail").glob("*.eml"), reverse=True):
        mail: Any = email.message_from_bytes(file.read_bytes(), policy=policy.default)
        links = re.findall(r"/by-mail/[\w-]+/", mail.get_body(("plain",)).get_content())
        if links:
            return list(links)
    raise LookupError("No mail with a form.")


def test_an_officer_answers_from_a_phone_with_the_mail_alone(
    service: Any, phone: Page, without_script: Page, signed_in: SignedIn, check_page: Check
) -> None:
    # Given a coordinator who puts somebody's mail forward, and a mail with a form
    marianne = signed_in("marianne-osei")
    marianne.goto("/chasing/")
    check_page(marianne)
    for waits in marianne.get_by_role("button", name=re.compile("Chase now")).all()[:1]:
        waits.click()
    marianne.wait_for_timeout(3_000)
    links = newest_links(service.home)

    # When they open it on a phone, go on, and forget the reason
    phone.goto(links[0])
    check_page(phone)
    phone.get_by_role("button", name="Continue").click()
    check_page(phone)
    phone.get_by_label("What has happened?").fill("The rota is full until spring.")
    news = "At risk" if phone.get_by_label("Off track").is_checked() else "Off track"
    phone.get_by_label(news).check()
    phone.get_by_role("button", name=re.compile("Post the update as")).click()
    expect(phone.get_by_role("alert")).to_contain_text(f"Say why the action is {news.lower()}.")
    phone.get_by_label("Why?").fill("No hall to meet in")
    phone.get_by_role("button", name=re.compile("Post the update as")).click()

    # Then it is posted, and the link is used up, here and for whoever it was forwarded to
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you")
    check_page(phone)
    without_script.goto(links[0])
    expect(without_script.get_by_role("heading", level=1)).to_have_text("This link has been used")
    without_script.get_by_role("button", name="Send a new link").click()
    expect(without_script.get_by_role("heading", level=1)).to_have_text("Look into your mail")


@pytest.mark.smoke
def test_an_agency_fills_in_a_spreadsheet_and_accepts_the_difference(signed_in: SignedIn, check_page: Check) -> None:
    # Given the champion of a lead, with the agency's actions as a file
    tom = signed_in("tom-hadlow")
    tom.goto("/spreadsheets/")
    check_page(tom)
    tom.get_by_role("button", name="Take out as a spreadsheet").click()
    with tom.expect_download() as download:
        tom.locator("main form button").first.click()
    book = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    sheet = book[SHEET]
    place = {column: number for number, column in enumerate(Column, start=1)}
    sheet.cell(row=2, column=place[Column.TEXT]).value = "Two more sessions ran."
    sheet.cell(row=3, column=place[Column.TEXT]).value = "=A1"
    filled = io.BytesIO()
    book.save(filled)

    # When it comes back, the difference is shown before anything is saved
    tom.goto("/spreadsheets/")
    tom.get_by_label("The spreadsheet you filled in").set_input_files(
        {"name": "ours.xlsx", "mimeType": XLSX, "buffer": filled.getvalue()}
    )
    tom.get_by_role("button", name="See what would change").click()
    expect(tom.locator("main")).to_contain_text("1 update can be posted.")
    expect(tom.locator("main")).to_contain_text("holds a formula")
    check_page(tom)

    # Then what is accepted is posted, once
    tom.get_by_role("button", name="Post what is ticked").click()
    expect(tom.get_by_role("heading", level=1)).to_have_text("Accepted")
    check_page(tom)
    tom.goto("/your-mail/")
    check_page(tom)

"""A letter as HTML: simple, escaped, with links on their labels."""

import time
from datetime import UTC, datetime
from uuid import uuid4

from fourfold.trust.messages.domain.handing_over import Errand
from fourfold.trust.messages.domain.states import Channel
from fourfold.trust.messages.rendering import as_email, as_html

BODY = """Two actions of Kent Police are due.

Overdue
- Mentoring in schools <b>
  Due 31 July
  Say how it goes: https://fourfold.example/f/abc/
- Safe routes

This is all. See https://fourfold.example/plans/."""


def errand(body: str = BODY, address: str = "pat@kent-police.example") -> Errand:
    return Errand(uuid4(), 1, Channel.EMAIL, datetime(2026, 11, 23, 9, tzinfo=UTC), body, address, "Your week – due")


def test_headings_lists_and_links() -> None:
    html = as_html("Your week", BODY)
    assert '<html lang="en-GB">' in html
    assert "<h1>Your week</h1>" in html
    assert "<h2>Overdue</h2>" in html
    assert "Mentoring in schools &lt;b&gt;<br>" in html
    assert '<a href="https://fourfold.example/f/abc/">Say how it goes</a>' in html
    assert '<a href="https://fourfold.example/plans/">https://fourfold.example/plans/</a>.' in html
    assert html.count("<li>") == 2
    assert html.count("<ul>") == 1


def test_a_link_is_named_by_the_last_sentence_before_it() -> None:
    html = as_html("s", "You are a champion. You may choose. Choose its day: https://fourfold.example/you/")
    assert 'champion. You may choose. <a href="https://fourfold.example/you/">Choose its day</a>' in html


def test_the_mail_is_ascii_on_the_line_and_reads_back() -> None:
    raw = as_email(errand("Grüße an alle.\n.\nEnde"), sender="fourfold@council.example").as_bytes()
    assert raw.isascii()
    assert max(len(line) for line in raw.splitlines()) <= 998
    assert b"Date: Mon, 23 Nov 2026 09:00:00 +0000" in raw


def test_a_domain_with_accents_is_written_as_name_servers_know_it() -> None:
    mail = as_email(errand(address="pat@köln.example"), sender="fourfold@council.example")
    assert mail["To"] == "pat@xn--kln-sna.example"


def test_two_thousand_are_made_in_seconds() -> None:
    begun = time.process_time()
    for _ in range(200):
        as_email(errand(), sender="fourfold@council.example").as_bytes()
    assert time.process_time() - begun < 1.5

"""What tests ask of a page: its text, what is the same in two answers, how many queries it took."""

import re
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

CHANCE = re.compile(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]*"')
MOST_QUERIES = 12


def words(response: Any) -> str:
    """The page as its reader meets it: tags out, entities resolved, white space single."""
    html = re.sub(r"(?s)<(script|head|svg)\b.*?</\1>", " ", response.content.decode())
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def main(response: Any) -> str:
    """As `words`, for the main part of the page alone, without its filters."""
    html = re.search(r"(?s)<main.*</main>", response.content.decode())
    found = re.sub(r"(?s)<(form|svg)\b.*?</\1>", " ", html.group() if html else "")
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found)).split())


def bytes_of(response: Any) -> bytes:
    """The whole answer without what is drawn by chance for each (the token against forgery, the script's nonce)."""
    return CHANCE.sub("", response.content.decode()).encode()


def queries_of(client: Client, address: str) -> list[str]:
    """The statements that an address takes. Savepoints and the context's switch back are the test's own."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, response.status_code
    return [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))][:-1]

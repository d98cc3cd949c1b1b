"""Logs are JSON, one object a line, by route and random id, and never hold personal data."""

import json
import logging

import pytest
from pythonjsonlogger.json import JsonFormatter
from tests.people import Cast, ClientOf

from fourfold.project.logs import LOGGING


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """What was logged, as it is written."""
    layout = LOGGING["formatters"]["json"]  # type: ignore[index]
    formatter = JsonFormatter(layout["fmt"], rename_fields=layout["rename_fields"])
    return [json.loads(formatter.format(record)) for record in caplog.records]


def test_a_request_is_logged_by_its_route(
    client_of: ClientOf, people: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="fourfold")
    answer = client_of(people.pat).get("/cookies/?name=Ann+Canary&q=NHS+943+476+5919")
    (line,) = lines(caplog)
    assert line["route"] == "cookies/"
    assert line["status"] == 200
    assert line["request"] == answer["X-Request-ID"]
    written = json.dumps(line)
    # Whole words and numbers only: three digits stand by chance in a random id or in a time.
    for personal in ("Canary", "NHS", "943+476", "943 476", people.pat.email, people.pat.name):
        assert personal not in written
    for personal in (str(people.pat.user_id), "127.0.0.1"):
        assert personal not in written


def test_an_unexpected_error_is_logged_without_its_words(
    client_of: ClientOf, people: Cast, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_given: object, **_named: object) -> None:
        raise RuntimeError("Ann Canary was here")

    monkeypatch.setattr("fourfold.ground.web.pages.render", breaks)
    client = client_of(people.pat)
    client.raise_request_exception = False
    answer = client.get("/cookies/")
    assert answer.status_code == 500
    assert b"Canary" not in answer.content
    assert "Canary" not in json.dumps(lines(caplog))
    assert {"RuntimeError"} <= {line.get("error") for line in lines(caplog)}

"""The delivery API is described once: its document, its addresses and its page tell of the same calls."""

import re

from tests.access.test_every_address import ALL

from fourfold.records.feeds.domain.api import BASE, OPERATIONS, PROBLEMS
from fourfold.records.feeds.domain.api_schemas import SCHEMAS
from fourfold.records.feeds.presenters import api_page
from fourfold.records.feeds.presenters.openapi import openapi


def test_every_address_is_described_and_every_description_has_one() -> None:
    described = {re.sub(r"\{[^}]+\}", "*", f"{BASE}{one.path}") for one in OPERATIONS}
    routed = {re.sub(r"/(00000000[0-9-]+|prevent)", "/*", path) for _name, path in ALL if path.startswith(f"{BASE}/")}
    assert routed == described


def test_the_document_refers_to_what_there_is() -> None:
    document = openapi()
    referred = set(re.findall(r"#/components/([a-z]+)/(\w[\w-]*)", str(document)))
    assert referred <= {("schemas", key) for key in SCHEMAS} | {("responses", key) for key in PROBLEMS}
    assert {key for kind, key in referred if kind == "schemas"} == set(SCHEMAS), "none is left over"
    names = [one["operationId"] for path in document["paths"].values() for one in path.values()]
    assert sorted(names) == sorted(one.key for one in OPERATIONS)
    for path, methods in document["paths"].items():
        for one in methods.values():
            said = {given["name"] for given in one.get("parameters", []) if given["in"] == "path"}
            assert said == set(re.findall(r"\{(\w+)\}", path))


def test_the_page_tells_of_every_call_and_refusal() -> None:
    assert [one.key for one in api_page.calls()] == [one.key for one in OPERATIONS]
    assert {one.key for one in api_page.problems()} == set(PROBLEMS)

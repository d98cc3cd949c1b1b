"""Each request has a random id of its own, whatever the client sends."""

import re

from django.http import HttpResponse
from django.test import RequestFactory

from fourfold.trust.audit.middleware import RequestIdMiddleware
from fourfold.trust.audit.request_context import new_request, request_id


def test_each_request_is_given_a_new_id_and_told_it() -> None:
    seen: list[str] = []

    def view(request: object) -> HttpResponse:
        seen.append(request_id())
        return HttpResponse()

    serve = RequestIdMiddleware(view)
    sent = [serve(RequestFactory().get("/", headers={"X-Request-ID": "mine"}))["X-Request-ID"] for _ in range(2)]
    assert sent == seen
    assert len(set(seen)) == 2
    assert all(re.fullmatch("[0-9a-f]{32}", one) for one in seen)
    assert request_id() == ""


def test_the_id_is_gone_after_an_error() -> None:
    try:
        with new_request():
            raise KeyError
    except KeyError:
        assert request_id() == ""

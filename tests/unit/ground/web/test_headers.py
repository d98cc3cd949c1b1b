from typing import Any

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from fourfold.ground.web.headers import CONTENT_SECURITY_POLICY, HEADERS, SecurityHeadersMiddleware


def answered(request: HttpRequest, response: HttpResponse | None = None) -> HttpResponse:
    return SecurityHeadersMiddleware(lambda _: response or HttpResponse())(request)


def test_every_answer_carries_the_headers(rf: RequestFactory) -> None:
    response = answered(rf.get("/"))

    assert {name: response.headers[name] for name in HEADERS} == HEADERS


def test_a_view_may_set_a_header_itself(rf: RequestFactory) -> None:
    response = answered(rf.get("/"), HttpResponse(headers={"Referrer-Policy": "no-referrer"}))

    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_what_a_signed_in_person_sees_is_kept_nowhere(rf: RequestFactory, settings: Any) -> None:
    request = rf.get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "abc"
    response = answered(request, HttpResponse(headers={"Cache-Control": "public, max-age=3600"}))

    assert response.headers["Cache-Control"] == "no-store"


def test_the_answer_that_signs_in_is_kept_nowhere(rf: RequestFactory, settings: Any) -> None:
    sent = HttpResponse(headers={"Cache-Control": "public"})
    sent.set_cookie(settings.SESSION_COOKIE_NAME, "abc")

    assert answered(rf.get("/"), sent).headers["Cache-Control"] == "no-store"


def test_a_public_answer_may_be_kept_where_its_view_says_so(rf: RequestFactory) -> None:
    kept = answered(rf.get("/"), HttpResponse(headers={"Cache-Control": "public, max-age=60"}))

    assert kept.headers["Cache-Control"] == "public, max-age=60"
    assert answered(rf.get("/")).headers["Cache-Control"] == "no-store"


@pytest.fixture
def policy(rf: RequestFactory, settings: Any) -> dict[str, str]:
    settings.CONTENT_SECURITY_POLICY = CONTENT_SECURITY_POLICY
    request = rf.get("/")

    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(request.csp_nonce))  # type: ignore[attr-defined]

    response = CSPMiddleware(page)(request)  # type: ignore[arg-type]
    parts = (part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    return {"nonce": response.content.decode(), **dict(parts)}


def test_only_scripts_that_bear_the_nonce_run(policy: dict[str, str]) -> None:
    assert policy["script-src"] == f"'nonce-{policy['nonce']}'"
    assert policy["script-src-attr"] == "'none'"


def test_nothing_inline_and_no_third_party(policy: dict[str, str]) -> None:
    words = {word for name, value in policy.items() if name not in ("nonce", "script-src") for word in value.split()}

    assert words == {"'self'", "'none'"}
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"

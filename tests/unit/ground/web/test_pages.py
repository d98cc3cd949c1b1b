from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist

from fourfold.ground.kernel.errors import BadInput, NotAllowed, NotFound
from fourfold.ground.web import handlers, pages

Handler = Callable[..., HttpResponse]


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("handler", "status", "words"),
    [
        (handlers.bad_request, 400, "Nothing was saved"),
        (handlers.not_allowed, 403, "You cannot do this"),
        (handlers.csrf_failure, 403, "This page has gone stale"),
        (handlers.not_found, 404, "Page not found"),
        (handlers.too_many_requests, 429, "Wait 15 minutes"),
        (handlers.server_error, 500, "went wrong on our side"),
    ],
)
def test_an_error_page_says_what_happened(request_: HttpRequest, handler: Handler, status: int, words: str) -> None:
    response = handler(request_)

    assert response.status_code == status
    assert words in text(response)


def test_a_refusal_says_why(request_: HttpRequest) -> None:
    response = handlers.not_allowed(request_, NotAllowed("action:edit", "Only the leads may edit this action."))

    assert "Only the leads may edit this action." in text(response)


def test_a_bad_input_lists_what_is_wrong(request_: HttpRequest) -> None:
    assert "line 3: is empty" in text(handlers.bad_request(request_, BadInput.one("is empty", "line 3")))


def test_words_of_an_unexpected_error_are_not_shown(request_: HttpRequest) -> None:
    undecodable = UnicodeDecodeError("utf-8", b"x", 0, 1, "secret")  # it has a `reason`, as our refusals have
    assert "secret" not in text(handlers.not_allowed(request_, undecodable))
    assert "secret" not in text(handlers.bad_request(request_, ValueError("secret")))


def test_hidden_and_absent_look_the_same(request_: HttpRequest) -> None:
    hidden = handlers.not_found(request_, NotFound("action", "7"))
    absent = handlers.not_found(request_, Http404("no pattern matched /somewhere/"))

    assert hidden.content == absent.content
    assert "somewhere" not in text(absent)


def test_the_last_page_needs_no_templates(request_: HttpRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise TemplateDoesNotExist("everything is broken")

    monkeypatch.setattr(handlers, "render_to_string", broken)
    response = handlers.server_error(request_)

    assert response.status_code == 500
    assert "try again in a few minutes" in text(response)


def test_cookies_are_named_as_they_are_set(request_: HttpRequest, settings: Any) -> None:
    html = text(pages.cookies(request_))

    assert settings.SESSION_COOKIE_NAME in html
    assert settings.CSRF_COOKIE_NAME in html


def test_the_accessibility_statement_names_a_contact_where_there_is_one(request_: HttpRequest, settings: Any) -> None:
    settings.SUPPORT_CONTACT = "help@example.org"
    assert "Write to help@example.org" in text(pages.accessibility(request_))

    settings.SUPPORT_CONTACT = ""
    assert "Tell the person who looks after Fourfold" in text(pages.accessibility(request_))


def test_the_gallery_is_shown_only_while_demonstrating_or_developing(request_: HttpRequest, settings: Any) -> None:
    settings.DEBUG, settings.DEMONSTRATION = False, True
    assert "Train front-line staff" in text(pages.look(request_))

    settings.DEMONSTRATION = False
    with pytest.raises(Http404):
        pages.look(request_)

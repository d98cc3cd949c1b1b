"""The face as it stands by itself: its own templates, its own addresses, files without a manifest."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from django.test import RequestFactory

Draw = Callable[..., str]


TEMPLATES = {
    "BACKEND": "django.template.backends.jinja2.Jinja2",
    "APP_DIRS": True,
    "OPTIONS": {"environment": "fourfold.ground.web.jinja.environment"},
}


@pytest.fixture(scope="session")
def engine() -> Jinja2:
    """One engine for all tests, as in the service: compiling GOV.UK's macros takes a while."""
    options = {name: value for name, value in TEMPLATES.items() if name != "BACKEND"}
    return Jinja2({"NAME": "jinja2", "DIRS": [], **options})


@pytest.fixture(autouse=True)
def face(settings: Any, engine: Jinja2) -> None:
    settings.ROOT_URLCONF = "tests.unit.ground.web.urlconf"
    settings.TEMPLATES = [TEMPLATES]
    engines._engines["jinja2"] = engine  # type: ignore[attr-defined]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/somewhere/")
    request.csp_nonce = "once-only"  # type: ignore[attr-defined]
    return request


@pytest.fixture
def draw(request_: HttpRequest) -> Draw:
    """Draw a piece of Jinja: `draw("status", "status", "status('on-track')", ...)`."""

    def drawn(file: str, names: str, call: str, **context: Any) -> str:
        source = f'{{% from "web/components/{file}.html" import {names} %}}{{{{ {call} }}}}'
        return str(engines["jinja2"].from_string(source).render(context, request_))

    return drawn

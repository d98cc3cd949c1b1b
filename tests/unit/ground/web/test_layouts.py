import re
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest
from django.template import engines
from django.utils import translation

from fourfold.ground.web.forms import GovForm

Page = Callable[..., str]


class Ask(GovForm):
    name = forms.CharField()


@pytest.fixture
def page(request_: HttpRequest) -> Page:
    def drawn(layout: str = "base", **context: Any) -> str:
        source = f'{{% extends "web/layouts/{layout}.html" %}}{{% block title %}}Actions{{% endblock %}}'
        return str(engines["jinja2"].from_string(source).render(context, request_))

    return drawn


def test_a_page_says_where_one_is(page: Page) -> None:
    html = page(
        navigation=[{"text": "Plan", "href": "/plan/", "current": True}],
        account={"name": "Amara Whitfield", "href": "/me/", "sign_out": "/out/"},
        standing=["Kent Police", "strategy", "read"],
        demonstration=True,
    )

    assert "<title>Actions – Fourfold</title>" in html
    assert re.search(r'href="/plan/"\s+aria-current="page"', html)
    assert "<li>Kent Police</li><li>strategy</li><li>read</li>" in html
    assert "Every person here is made up." in html
    assert '<form action="/out/" method="post">' in html
    assert "csrfmiddlewaretoken" in html


def test_a_page_for_signing_in_has_no_ways_elsewhere(page: Page) -> None:
    html = page("plain", navigation=[{"text": "Plan", "href": "/plan/"}], standing=["Kent Police"])

    assert "/plan/" not in html
    assert "Kent Police" not in html


def test_without_a_demonstration_no_banner(page: Page) -> None:
    assert "made up" not in page()


def test_errors_come_first_in_the_title(page: Page) -> None:
    assert "<title>Error: Actions – Fourfold</title>" in page(form=Ask({}))
    assert "<title>Actions – Fourfold</title>" in page(form=Ask({"name": "x"}))
    assert "<title>Actions – Fourfold</title>" in page(form=Ask())


@pytest.mark.parametrize("layout", ["base", "wide", "plain"])
def test_no_inline_script_or_style_and_no_third_party(page: Page, layout: str) -> None:
    html = page(layout, demonstration=True)

    assert re.findall(r"<script(?![^>]*\ssrc=)", html) == []
    assert re.findall(r"\sstyle=|<style|\son\w+=|javascript:", html) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []
    assert re.findall(r'<script[^>]* nonce="([^"]*)"', html) == ["once-only"]


def test_the_language_is_that_of_the_reader(page: Page) -> None:
    with translation.override("cy"):
        assert '<html lang="cy"' in page()


def test_no_crown_and_no_government_logo(page: Page) -> None:
    assert not re.search(r"gov\.uk|crown|govuk-logo", page(), re.IGNORECASE)

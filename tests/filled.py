"""What the form on a page holds, as a browser would send it back."""

from html.parser import HTMLParser
from typing import Any


class _Form(HTMLParser):
    """The values of the last form that is posted: inputs, text areas and choices."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._select = self._area = ""
        self._is_posted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._is_posted = given.get("method") == "post" and "action" not in given
        elif not self._is_posted:
            return
        elif tag == "input" and name and given.get("type") not in ("checkbox", "radio", "file", "submit"):
            self.values[name] = given.get("value", "")
        elif tag == "select":
            self._select = name
            self.values[name] = ""
        elif tag == "option" and "selected" in given:
            self.values[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            self.values[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_posted = False
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] += data


def filled(response: Any, **changes: str) -> dict[str, str]:
    """The form of a page, with some values changed."""
    form = _Form()
    form.feed(response.content.decode())
    values = {name: value for name, value in form.values.items() if name != "csrfmiddlewaretoken"}
    return values | changes

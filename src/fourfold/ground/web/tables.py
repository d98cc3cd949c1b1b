"""Tables whose state lives in the address: which column sorts them, and which part of them is shown."""

from dataclasses import dataclass
from typing import Any, Self

from django.http import QueryDict

PAGE_SIZE = 25
LARGEST_PAGE = 100


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `order` names what it sorts by (ORM names, most significant first); empty: not sortable."""

    key: str
    label: str
    order: tuple[str, ...] = ()
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """A heading as a table shows it. `sort` is `ascending`, `descending`, or empty; `href` sorts by it."""

    label: str
    href: str = ""
    sort: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Sorting:
    """How a table is sorted: by a column of a closed list, one way or the other."""

    columns: tuple[Column, ...]
    key: str
    descending: bool
    query: QueryDict

    @classmethod
    def read(cls, query: QueryDict, columns: tuple[Column, ...], default: str) -> Self:
        """From `?sort=due` or `?sort=-due`. Anything that is no sortable column means `default`."""
        sortable = {column.key for column in columns if column.order}
        asked = query.get("sort", default)
        chosen = asked if asked.removeprefix("-") in sortable else default
        return cls(columns, chosen.removeprefix("-"), chosen.startswith("-"), query)

    @property
    def order_by(self) -> tuple[str, ...]:
        """For `QuerySet.order_by`. End with a unique name in `order`, so that pages do not overlap."""
        order = next(column.order for column in self.columns if column.key == self.key)
        return tuple(_turned(name) for name in order) if self.descending else order

    @property
    def headers(self) -> list[Header]:
        """The headings. Sorting anew begins at the first page."""
        return [self._header(column) for column in self.columns]

    def _header(self, column: Column) -> Header:
        if not column.order:
            return Header(column.label, numeric=column.numeric)
        current = column.key == self.key
        target = f"-{column.key}" if current and not self.descending else column.key
        way = ("descending" if self.descending else "ascending") if current else ""
        return Header(column.label, with_parameters(self.query, sort=target, page=None), way, column.numeric)


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of `total` rows is shown. Pages count from 1; a page beyond the end means the last one."""

    number: int
    size: int
    total: int
    query: QueryDict

    @classmethod
    def read(cls, query: QueryDict, total: int, size: int = PAGE_SIZE) -> Self:
        """From `?page=` and `?size=` (at most 100). What is no number is taken as not given."""
        rows = min(_number(query.get("size"), size), LARGEST_PAGE)
        last = max(1, -(-total // rows))
        return cls(min(_number(query.get("page"), 1), last), rows, total, query)

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-self.total // self.size))

    @property
    def window(self) -> slice:
        """The rows of this page: `rows[paging.window]`."""
        return slice((self.number - 1) * self.size, self.number * self.size)

    @property
    def sentence(self) -> str:
        """`Showing 26 to 50 of 1,204`, or an empty string when all fit on one page."""
        if self.pages == 1:
            return ""
        return f"Showing {self.window.start + 1:,} to {min(self.window.stop, self.total):,} of {self.total:,}"

    @property
    def govuk(self) -> dict[str, Any]:
        """The parameters of GOV.UK's pagination; empty when there is one page."""
        if self.pages == 1:
            return {}
        params: dict[str, Any] = {"items": [self._item(page) for page in _shown(self.number, self.pages)]}
        if self.number > 1:
            params["previous"] = {"href": self._href(self.number - 1)}
        if self.number < self.pages:
            params["next"] = {"href": self._href(self.number + 1)}
        return params

    def _item(self, page: int | None) -> dict[str, Any]:
        if page is None:
            return {"ellipsis": True}
        return {"number": page, "href": self._href(page), "current": page == self.number}

    def _href(self, page: int) -> str:
        return with_parameters(self.query, page=None if page == 1 else page)


def with_parameters(query: QueryDict, **changes: object) -> str:
    """The address's query with some parameters set, or removed by None. Keeps the others, in their order."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


def _shown(number: int, pages: int) -> list[int | None]:
    """The first, the last, and the neighbours of this page; None stands for two or more pages left out."""
    near = sorted({1, pages, *range(max(1, number - 1), min(pages, number + 1) + 1)})
    shown: list[int | None] = []
    for before, page in zip([0, *near], near, strict=False):
        if page - before == 2:
            shown.append(page - 1)
        elif page - before > 2:
            shown.append(None)
        shown.append(page)
    return shown


def _number(text: str | None, otherwise: int) -> int:
    """A positive number of a sensible length, else `otherwise`."""
    if not text or len(text) > 9 or not (text.isascii() and text.isdigit()):
        return otherwise
    return int(text) or otherwise


def _turned(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"

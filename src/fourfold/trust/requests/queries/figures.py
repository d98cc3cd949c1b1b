"""The figures that everyone in the partnership reads: counted, withheld and rounded in the database (`rls.sql`)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.domain.roles import Standing

Cells = Mapping[str, int | None]
"""Counts by what is counted: `whole`, `part`, `refused`, `withdrawn`, `unanswered`, `in-time`, `late`, `median-days`.
None: withheld. What is not there was not counted at all."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A year of requests: by the agency asked and the agency asking (ids), the gateway, the reason (keys)."""

    until: date
    cuts: Mapping[str, Mapping[str, Cells]] = field(default_factory=dict)

    def of(self, cut: str) -> Mapping[str, Cells]:
        """The rows of one cut."""
        return self.cuts.get(cut, {})


def figures(actor: Standing, *, on: date) -> Figures:
    """Those of the last four whole quarters before a day. Raises `NotFound` without a live role."""
    if not actor.is_active:
        raise NotFound("requests.figures")
    until = last_quarter(on)
    cuts: dict[str, dict[str, dict[str, int | None]]] = defaultdict(lambda: defaultdict(dict))
    with connection.cursor() as cursor:
        cursor.execute("select cut, key, what, counted from requests_figures(%s)", [until])
        for cut, key, what, counted in cursor.fetchall():
            cuts[cut][key][what] = counted
    return Figures(until, {cut: dict(rows) for cut, rows in cuts.items()})


def last_quarter(on: date) -> date:
    """The first day of the quarter that a day lies in: the four before it are whole."""
    return date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)

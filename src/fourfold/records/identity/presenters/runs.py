"""Runs of the linkage as the page shows them: how far the present one is, and what the others found."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.ground.kernel.clock import show_moment
from fourfold.ground.web.progress import Progress
from fourfold.records.identity.domain.states import RunKind, RunState
from fourfold.records.identity.models import Run

UNDER_WAY = (RunState.WAITING, RunState.RUNNING)
_SHAPES = {RunState.WAITING: "not-started", RunState.RUNNING: "on-track", RunState.DONE: "complete"}


@dataclass(frozen=True, slots=True)
class Line:
    """One run in the list."""

    title: str
    when: str
    took: str
    shape: str
    state: str
    found: str


def line_of(run: Run, found: Mapping[str, int | None] | None) -> Line:
    """A run as the list shows it.

    `found`: what a full one found. Of others neither that nor how long it took is said: it tells whom a record met.
    """
    state = RunState(run.state)
    return Line(
        _title(run),
        show_moment(run.began_at or run.asked_at),
        _took(run) if run.kind == RunKind.FULL else "",
        _SHAPES.get(state, "off-track"),
        state_label(state),
        run.reason or (found_sentence(found) if found is not None else ""),
    )


def state_label(state: RunState) -> str:
    """A state in words."""
    return {
        RunState.WAITING: _("Waiting"),
        RunState.RUNNING: _("Under way"),
        RunState.DONE: _("Done"),
        RunState.FAILED: _("Stopped"),
    }[state]


def progress_of(run: Run | None) -> Progress:
    """How far a run is; None: nothing is under way."""
    if run is None or run.state not in UNDER_WAY:
        return Progress(False, _("Done."), "", 100)
    if run.state == RunState.WAITING:
        return Progress(True, _("Waiting."), _("It begins within two minutes."), None)
    if not run.of:
        return Progress(True, f"{run.stage}.", "", None)
    words = _("%(done)s of %(of)s") % {"done": f"{run.done:,}", "of": f"{run.of:,}"}
    return Progress(True, f"{run.stage}.", words, min(100, round(100 * run.done / run.of)))


def found_sentence(counts: Mapping[str, int | None]) -> str:
    """What a full run found: `About 10 changes, fewer than 8 open questions, among about 120 references to ...`."""
    said = {key: about(counts.get(key)) for key in ("changes", "questions", "subjects", "people")}
    words = _(
        "%(changes)s changes, %(questions)s open questions, among %(subjects)s references to %(people)s people."
    )
    sentence = words % said
    return sentence[:1].upper() + sentence[1:]


def about(count: int | None) -> str:
    """A count as it is published, in words."""
    return _("fewer than 8") if count is None else _("about %(n)s") % {"n": f"{count:,}"}


def _title(run: Run) -> str:
    if run.kind == RunKind.FULL:
        return _("Everything anew") if run.model is None else _("Everything anew, model %d") % run.model.version
    return _("What a delivery changed") if run.delivery_id else _("What else had changed")


def _took(run: Run) -> str:
    if run.began_at is None or run.ended_at is None:
        return ""
    seconds = round((run.ended_at - run.began_at).total_seconds())
    if seconds < 60:
        return ngettext("%(n)d second", "%(n)d seconds", max(1, seconds)) % {"n": max(1, seconds)}
    return ngettext("%(n)d minute", "%(n)d minutes", round(seconds / 60)) % {"n": round(seconds / 60)}

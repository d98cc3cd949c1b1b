"""What the pages about spreadsheets show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.forms.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.accountability.chasing.domain.sheets.comparing import Difference, Kind
from fourfold.accountability.chasing.domain.states import ReturnState
from fourfold.accountability.chasing.models import Return
from fourfold.accountability.chasing.queries.returns import Untouched
from fourfold.accountability.plan.domain.states import Status
from fourfold.ground.kernel.clock import show_date


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of the difference. `fields` are the questions about it; rows that write nothing have none."""

    line: int
    title: str
    href: str
    text: str
    reason: str
    status_from: Status | None
    status_to: Status | None
    review: str
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    looks_personal: str
    fields: tuple[BoundField, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The rows to which the same happens."""

    key: str
    heading: str
    says: str
    rows: tuple[RowLine, ...]


def groups(found: Sequence[Difference], form: BaseForm) -> list[Group]:
    """The rows by what becomes of them, what needs a person first."""
    texts = {
        Kind.CONFLICT: (
            _("Changed in two places"),
            _("Somebody changed the same thing in the plan after the file was taken out. Choose which stands."),
        ),
        Kind.POST: (_("Will be posted"), _("Take the tick away from what you do not want to post.")),
        Kind.MEND: (
            _("To be put right in the file"),
            _(
                "We can't take these rows as they are. Mend them in the file and bring it back again: what you "
                "accept now is not posted twice."
            ),
        ),
        Kind.REFUSED: (_("Can't be taken"), _("Nothing happens to these rows.")),
        Kind.DONE: (_("In the plan already"), _("These updates stand in the plan word for word.")),
        Kind.UNCHANGED: (_("Nothing new"), _("These rows say nothing new, so nothing happens to them.")),
    }
    by_kind = {kind: tuple(_row(item, form) for item in found if item.kind is kind) for kind in texts}
    return [Group(kind.value, *texts[kind], by_kind[kind]) for kind in texts if by_kind[kind]]


def _row(item: Difference, form: BaseForm) -> RowLine:
    said, now = item.brought, item.now
    names = [name for name in form.fields if name.endswith(f"-{said.line}")] if item.acts else []
    return RowLine(
        line=said.line,
        title=f"{now.reference}: {now.title}" if now else said.label or _("A row without a title"),
        href=reverse("plan:action", args=[now.action_id]) if now else "",
        text=said.text,
        reason=said.reason,
        status_from=now.status if now and item.status else None,
        status_to=item.status,
        review=show_date(item.review),
        problems=item.problems,
        notes=item.notes,
        looks_personal=", ".join(item.looks_personal),
        fields=tuple(form[name] for name in names),
    )


def sentence(found: Sequence[Difference]) -> str:
    """What accepting would do, in one sentence."""
    acting = sum(item.acts for item in found)
    if not acting:
        return _("Nothing to do: this file holds nothing new that can be posted.")
    return ngettext("%(count)d update can be posted.", "%(count)d updates can be posted.", acting) % {"count": acting}


def posted_sentence(count: int) -> str:
    """What was done."""
    if not count:
        return _("Nothing was posted: no row was ticked.")
    return ngettext("%(count)d update was posted.", "%(count)d updates were posted.", count) % {"count": count}


def left_out_lines(actions: Sequence[Untouched]) -> list[dict[str, str]]:
    """Actions that are not in the file."""
    return [{"text": item.name, "href": reverse("plan:action", args=[item.action_id])} for item in actions]


@dataclass(frozen=True, slots=True)
class PastReturn:
    """A spreadsheet in the list of those brought back."""

    filename: str
    href: str
    at: object
    state: str
    is_open: bool
    outcome: str


def past(returns: Sequence[Return]) -> list[PastReturn]:
    """The list, newest first."""
    return [
        PastReturn(
            filename=item.filename,
            href=reverse("chasing:return", args=[item.pk]),
            at=item.uploaded_at,
            state=ReturnState(item.state).label,
            is_open=item.state == ReturnState.OPEN,
            outcome=_outcome(item),
        )
        for item in returns
    ]


def _outcome(item: Return) -> str:
    if item.state == ReturnState.OPEN:
        return ngettext("%(count)d row", "%(count)d rows", item.row_count) % {"count": item.row_count}
    posted = len(item.posted)
    return ngettext("%(count)d update posted", "%(count)d updates posted", posted) % {"count": posted}

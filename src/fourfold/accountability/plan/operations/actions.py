"""Changing what an action says: its words, its officers, its dates."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan.domain.states import Status, TimescaleKind
from fourfold.accountability.plan.models import Action, Revision, Timescale
from fourfold.accountability.plan.operations.locks import action_to_move, plan_to_coordinate
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.queries.plans import strand_for_actor
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing

MOST_TITLE = 140


@dataclass(frozen=True, slots=True)
class ActionWords:
    """The fields of an action that its people edit. Dates are the open due and review dates."""

    title: str
    text: str
    accountable_officer: UUID | None = None
    deputy: UUID | None = None
    due_on: date | None = None
    review_on: date | None = None

    @classmethod
    def of(cls, action: Action) -> "ActionWords":
        """What the action says now."""
        open_dates = {item.kind: item.date for item in action.timescales.all() if item.done_on is None}
        return cls(
            title=action.title,
            text=action.text,
            accountable_officer=action.accountable_officer_id,
            deputy=action.deputy_id,
            due_on=open_dates.get(TimescaleKind.DUE),
            review_on=open_dates.get(TimescaleKind.REVIEW),
        )


class EditConflict(Conflict):
    """Somebody saved the action first.

    `base` is what it said when the editor opened it, `theirs` what it says now and `mine` what was to be saved.
    """

    def __init__(self, action: Action, base: ActionWords, theirs: ActionWords, mine: ActionWords) -> None:
        super().__init__("Somebody else changed this action while you were editing it. Nothing is lost.")
        self.action = action
        self.base = base
        self.theirs = theirs
        self.mine = mine


@transaction.atomic
def edit_action(*, actor: Standing, now: datetime, action_id: UUID, version: int, words: ActionWords) -> Action:
    """Save the action's words over the version that was edited.

    Raises `EditConflict` if words were changed since, `BadInput` for words that cannot stand. A newer version that
    changed other things alone (a status, an agency) is no conflict.
    """
    action = action_to_move(actor, action_id)
    before = ActionWords.of(action)
    if action.version != version:
        base = words_at(action, version, before)
        if base != before:
            raise EditConflict(action, base, before, words)
    if words == before:
        return action
    _check(words)
    action.title, action.text = words.title, words.text
    action.accountable_officer_id, action.deputy_id = words.accountable_officer, words.deputy
    _set_open_date(action, TimescaleKind.DUE, words.due_on)
    _set_open_date(action, TimescaleKind.REVIEW, words.review_on)
    changed = _changes(before, words)
    save_revision(action, actor=actor, now=now, changes=changed)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.MOVE,
        subject_kind="plan.action",
        subject_id=action.pk,
        detail={"fields": sorted(changed), "version": action.version},
    )
    return action


def save_revision(action: Action, *, actor: Standing, now: datetime, changes: dict[str, list[object]]) -> None:
    """Save the action as its next version, with who changed what."""
    action.version += 1
    action.changed_at = now
    action.save()
    Revision.objects.bulk_create(
        [
            Revision(
                plan_id=action.plan_id,
                action=action,
                version=action.version,
                by_id=actor.person_id,
                at=now,
                changes=changes,
            )
        ]
    )


def words_at(action: Action, version: int, newest: ActionWords) -> ActionWords:
    """What the action said at an earlier version: the newest words, with each later edit taken back."""
    said = {name: plain(value) for name, value in asdict(newest).items()}
    for changes in (
        Revision.objects.filter(action=action, version__gt=version)
        .order_by("-version")
        .values_list("changes", flat=True)
    ):
        said |= {name: before or None for name, (before, _after) in changes.items() if name in said}
    return ActionWords(
        title=str(said["title"] or ""),
        text=str(said["text"] or ""),
        accountable_officer=_as_id(said["accountable_officer"]),
        deputy=_as_id(said["deputy"]),
        due_on=_as_day(said["due_on"]),
        review_on=_as_day(said["review_on"]),
    )


def _as_id(value: object) -> UUID | None:
    """The officer an edit named by id. A history that was carried over gives names, which open nothing here."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _as_day(value: object) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def _check(words: ActionWords) -> None:
    if not words.title.strip():
        raise BadInput.one("Enter a short title.", "title")
    if len(words.title) > MOST_TITLE:
        raise BadInput.one(f"Use at most {MOST_TITLE} characters for the title.", "title")
    if not words.text.strip():
        raise BadInput.one("Enter what the action is.", "text")
    if words.deputy is not None and words.deputy == words.accountable_officer:
        raise BadInput.one("Choose a deputy who is not the accountable officer.", "deputy")


def _set_open_date(action: Action, kind: TimescaleKind, on: date | None) -> None:
    open_rows = Timescale.objects.filter(action=action, kind=kind, done_on__isnull=True)
    if on is None:
        open_rows.delete()
    elif not open_rows.update(date=on):
        Timescale.objects.create(plan_id=action.plan_id, action=action, kind=kind, date=on)


def _changes(before: ActionWords, after: ActionWords) -> dict[str, list[object]]:
    old, new = asdict(before), asdict(after)
    return {
        item.name: [plain(old[item.name]), plain(new[item.name])]
        for item in fields(ActionWords)
        if old[item.name] != new[item.name]
    }


def plain(value: object) -> object:
    """A value as the history keeps it: text, or None."""
    return value if value is None else str(value)


@transaction.atomic
def add_action(*, actor: Standing, now: datetime, strand_id: UUID, words: ActionWords) -> Action:
    """Add an action at the end of a strand of a plan the actor coordinates."""
    strand = strand_for_actor(actor, strand_id)
    plan_to_coordinate(actor, strand.plan_id)
    _check(words)
    last = strand.actions.order_by("-number").values_list("number", flat=True).first() or 0
    action = Action.objects.create(
        plan_id=strand.plan_id,
        strand=strand,
        number=last + 1,
        title=words.title,
        text=words.text,
        accountable_officer_id=words.accountable_officer,
        deputy_id=words.deputy,
        status=Status.NOT_STARTED,
        status_since=now,
        changed_at=now,
    )
    _set_open_date(action, TimescaleKind.DUE, words.due_on)
    _set_open_date(action, TimescaleKind.REVIEW, words.review_on)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.COORDINATE,
        subject_kind="plan.action",
        subject_id=action.pk,
        detail={"added": True},
    )
    return action

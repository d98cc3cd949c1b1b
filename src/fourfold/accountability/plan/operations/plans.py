"""Beginning, publishing, reshaping and closing plans, and naming who reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import Audience, PlanState, Scope, StrandKind
from fourfold.accountability.plan.models import Plan, Question, Strand
from fourfold.accountability.plan.operations.locks import note, plan_to_coordinate
from fourfold.accountability.plan.operations.telling import tell_of_publication
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.queries.versions import unsettled_count
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.operations import relate, unrelate
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class PlanFrame:
    """What a plan is and for whom."""

    title: str
    audience: Audience = Audience.PARTNERSHIP
    scope: Scope = Scope.COUNTY
    area: str = ""
    summary: str = ""

    def check(self) -> None:
        """Raise `BadInput` for a frame that cannot stand."""
        if not self.title.strip():
            raise BadInput.one("Enter the plan's title.", "title")
        if self.scope is Scope.GROUP and self.audience is not Audience.TEAM:
            raise BadInput.one("A group's plan is for its plan team only. Choose that audience.", "audience")


@transaction.atomic
def begin_plan(*, actor: Standing, now: datetime, frame: PlanFrame) -> Plan:
    """Begin a draft with its four strands. Of a plan that is not for all, the beginner is the first reader."""
    require(policies.coordinate(actor), Permission.COORDINATE, subject_kind="plan")
    frame.check()
    plan = Plan(
        title=frame.title.strip(),
        summary=frame.summary,
        audience=frame.audience,
        scope=frame.scope,
        area=frame.area,
        state=PlanState.DRAFT,
        created_at=now,
        created_by=actor.user_id,
    )
    Plan.objects.bulk_create([plan])
    if frame.audience is not Audience.PARTNERSHIP and actor.user_id is not None:
        name_reader(actor=actor, now=now, plan_id=plan.pk, user_id=actor.user_id)
    Strand.objects.bulk_create(
        Strand(plan=plan, kind=kind, position=position) for position, kind in enumerate(StrandKind)
    )
    note(actor, now, plan, {"begun": True, "audience": frame.audience.value, "scope": frame.scope.value})
    return plan


def name_reader(*, actor: Standing, now: datetime, plan_id: UUID, user_id: UUID) -> None:
    """Let a user into the audience of a plan that is not for all."""
    require(policies.coordinate(actor), Permission.COORDINATE, subject_kind="plan", subject_id=plan_id)
    relate(
        actor=actor.actor,
        now=now,
        user_ids=[user_id],
        kind="audience",
        subject_kind="plan",
        subject_id=plan_id,
    )


@transaction.atomic
def remove_reader(*, actor: Standing, now: datetime, plan_id: UUID, user_id: UUID) -> None:
    """Take a user out of a plan's audience; they see nothing of it from their next click on."""
    plan_to_coordinate(actor, plan_id)
    if user_id == actor.user_id:
        raise BadInput.one("You can't take yourself out. Ask another coordinator in the audience.", "reader")
    unrelate(actor=actor.actor, now=now, user_id=user_id, kind="audience", subject_kind="plan", subject_id=plan_id)


@transaction.atomic
def edit_frame(*, actor: Standing, now: datetime, plan_id: UUID, version: int, frame: PlanFrame) -> Plan:
    """Change a plan's title, summary, area, scope or audience. Raises `Conflict` over a newer version."""
    plan = plan_to_coordinate(actor, plan_id)
    frame.check()
    _refuse_older(plan, version)
    narrowed = plan.audience == Audience.PARTNERSHIP and frame.audience is not Audience.PARTNERSHIP
    if narrowed and actor.user_id is not None:
        name_reader(actor=actor, now=now, plan_id=plan.pk, user_id=actor.user_id)
    plan.title, plan.summary, plan.area = frame.title.strip(), frame.summary, frame.area
    plan.audience, plan.scope = frame.audience, frame.scope
    plan.version += 1
    plan.save()
    note(actor, now, plan, {"audience": frame.audience.value, "version": plan.version})
    return plan


@transaction.atomic
def set_aims(
    *, actor: Standing, now: datetime, plan_id: UUID, aims: Mapping[StrandKind, str], version: int | None = None
) -> None:
    """Say what each strand is for. Raises `Conflict` over a newer version of the plan than `version`."""
    plan = plan_to_coordinate(actor, plan_id)
    _refuse_older(plan, version)
    for kind, aim in aims.items():
        Strand.objects.filter(plan=plan, kind=kind).update(aim=aim.strip())
    plan.version += 1
    plan.save(update_fields=["version"])
    note(actor, now, plan, {"strands": [kind.value for kind in aims], "version": plan.version})


def set_aim(*, actor: Standing, now: datetime, plan_id: UUID, kind: StrandKind, aim: str) -> None:
    """Say what one strand is for."""
    set_aims(actor=actor, now=now, plan_id=plan_id, aims={kind: aim})


def _refuse_older(plan: Plan, version: int | None) -> None:
    if version is not None and plan.version != version:
        raise Conflict("Somebody else changed this plan while you were editing it. Open it again to see both.")


@transaction.atomic
def publish_plan(*, actor: Standing, now: datetime, plan_id: UUID) -> Plan:
    """Make a draft live for its audience, once every question of its import is answered."""
    plan = plan_to_coordinate(actor, plan_id)
    if plan.state != PlanState.DRAFT:
        raise BadInput.one("This plan is already published.")
    waiting = Question.objects.filter(plan=plan, answer="").count()
    if waiting:
        raise BadInput.one(f"Answer the {waiting} open question{'s' if waiting > 1 else ''} first.", "questions")
    if not plan.actions.exists():
        raise BadInput.one("Add at least one action before you publish the plan.")
    if plan.replaces_id is not None:
        _close_the_one_before(actor, now, plan, plan.replaces_id)
    plan.state, plan.published_at = PlanState.LIVE, now
    plan.version += 1
    plan.save()
    note(actor, now, plan, {"published": True})
    tell_of_publication(actor, now, plan)
    return plan


def _close_the_one_before(actor: Standing, now: datetime, plan: Plan, before_id: UUID) -> None:
    """A new version takes its predecessor's place in one step. Raises `BadInput` while a piece of it is unsettled."""
    unsettled = unsettled_count(plan)
    if unsettled:
        raise BadInput.one(
            f"Say what becomes of {unsettled} more part{'s' if unsettled > 1 else ''} of the version before.",
            "continuations",
        )
    before = Plan.objects.select_for_update(of=("self",)).get(pk=before_id)
    if before.state == PlanState.LIVE:
        before.state = PlanState.CLOSED
        before.version += 1
        before.save()
        note(actor, now, before, {"closed": True, "replaced_by": str(plan.pk)})


@transaction.atomic
def close_plan(*, actor: Standing, now: datetime, plan_id: UUID) -> Plan:
    """Close a live plan. It stays readable; its actions no longer move."""
    plan = plan_to_coordinate(actor, plan_id)
    if plan.state != PlanState.LIVE:
        raise BadInput.one("Only a live plan can be closed.")
    plan.state = PlanState.CLOSED
    plan.version += 1
    plan.save()
    note(actor, now, plan, {"closed": True})
    return plan

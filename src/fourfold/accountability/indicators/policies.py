"""Who may do what with indicators. Pure; `rls.sql` says the same in the database."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from fourfold.accountability.plan import policies as plan_policies
from fourfold.accountability.plan.domain.states import PlanState
from fourfold.ground.kernel.actors import Service
from fourfold.trust.access.domain.decisions import ALLOWED, Decision, refused
from fourfold.trust.partnership.domain.roles import Standing


class Permission(StrEnum):
    """What can be asked of this room."""

    READ = "indicator:read"
    SHAPE = "indicator:shape"
    ENTER = "indicator:enter"
    MEASURE = "indicator:measure"
    REGISTER = "indicator:register"


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """What a policy needs to know of an indicator that the actor reads."""

    owner_id: UUID
    owner_name: str
    is_measured: bool


def enter(actor: Standing, indicator: IndicatorFacts) -> Decision:
    """Figures are entered by coordinators and by the people of the agency that supplies them.

    What a room of Fourfold measures is written by the measurer alone.
    """
    if indicator.is_measured:
        if actor.service is Service.MEASURER:
            return ALLOWED
        return refused("Fourfold measures this itself each night, so that nobody enters it.")
    if actor.service is not None:
        return refused("Figures are entered by people.")
    if plan_policies.coordinate(actor) or indicator.owner_id in actor.agency_ids:
        return ALLOWED
    return refused(f"{indicator.owner_name} supplies these figures. Ask its gangs champion, or a plan coordinator.")


def shape(actor: Standing, plan_state: PlanState) -> Decision:
    """Which indicators measure a plan's factors, and their baselines and targets, are kept by its coordinators."""
    if plan_state is PlanState.CLOSED:
        return refused("This plan is closed, so its indicators stay as they are.")
    return plan_policies.coordinate(actor)


def register(actor: Standing) -> Decision:
    """The catalogue is written when Fourfold is installed or brought up to date."""
    if actor.service is Service.INSTALLATION:
        return ALLOWED
    return refused("The catalogue of indicators comes with Fourfold. Add an indicator of your own to a plan.")

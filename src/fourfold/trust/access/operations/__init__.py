"""What the access room does: grants, relationships, purposes, emergency access, conflicts, exclusions, budgets."""

from fourfold.trust.access.operations.budgets import after_reading
from fourfold.trust.access.operations.conflicts import declare, settle
from fourfold.trust.access.operations.emergencies import begin_emergency, review_emergency
from fourfold.trust.access.operations.exclusions import (
    NewExclusion,
    lift_exclusion,
    mark_canary,
    place_exclusion,
    unmark_canary,
)
from fourfold.trust.access.operations.explaining import explain_for
from fourfold.trust.access.operations.granting import NewGrant, issue_grants, revoke_grants
from fourfold.trust.access.operations.purposes import choose_purpose
from fourfold.trust.access.operations.relations import relate, unrelate
from fourfold.trust.access.operations.work import WorksWith, end_work_with, say_who_works_with

__all__ = [
    "NewExclusion",
    "NewGrant",
    "WorksWith",
    "after_reading",
    "begin_emergency",
    "choose_purpose",
    "declare",
    "end_work_with",
    "explain_for",
    "issue_grants",
    "lift_exclusion",
    "mark_canary",
    "place_exclusion",
    "relate",
    "review_emergency",
    "revoke_grants",
    "say_who_works_with",
    "settle",
    "unmark_canary",
    "unrelate",
]

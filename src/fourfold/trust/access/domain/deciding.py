"""The decision about personal data: pure, quick; row-level security (`rls.sql`) and a reference model say the same.

Order matters: what forbids is asked before what allows. Nothing opens anything but a grant.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from fourfold.ground.kernel.clock import today
from fourfold.trust.access.domain.decisions import ALLOWED, Because, Decision, Refusal
from fourfold.trust.access.domain.grants import Grant, Looker
from fourfold.trust.access.domain.resources import Action, Resource

_REASONS = {
    Refusal.NOBODY: "You have no live role in an agency of the partnership.",
    Refusal.EXCLUDED: "You may not see this. Ask your agency’s data protection officer.",
    Refusal.RESTRICTED: "Only people named on this record may see it. Ask its owner.",
    Refusal.NO_PURPOSE: "Choose what you are looking for: without a purpose, no personal data is shown.",
    Refusal.NOT_TRAINED: "Your information sharing training has lapsed. Renew it to look; you can refer without it.",
    Refusal.NO_GRANT: "No agreement in force shares this with your agency for this purpose. You can ask for it.",
    Refusal.NOT_YET: "The agreement that shares this has not begun.",
    Refusal.ENDED: "The agreement that shared this has ended, or is suspended.",
    Refusal.WRONG_ROLE: "The agreement shares this with other roles of your agency.",
    Refusal.NO_RELATIONSHIP: "The agreement shares this with those who work with the person.",
}
_REFUSED = {refusal: Decision(False, reason, refusal=refusal) for refusal, reason in _REASONS.items()}


def decide(actor: Looker, action: Action, resource: Resource, purpose: str, at: datetime) -> Decision:
    """Whether `actor` may do this with `resource` for `purpose` at the instant `at`, and which fields are shown."""
    if not actor.standing.roles:
        return _REFUSED[Refusal.NOBODY]
    if action is Action.REFER:
        return ALLOWED
    forbidden = _forbidden(actor, resource, purpose, at)
    if forbidden is not None:
        return _REFUSED[forbidden]
    label = resource.label
    candidates = actor.grants.get((label.holder_id, label.data_set, purpose), ())
    opening, why_not = [], Refusal.NO_GRANT
    for grant in candidates:
        if not grant.covers(label) or grant.subject_id not in (None, resource.subject_id):
            continue
        missing = _missing(actor, grant, resource.subject_id, at)
        if missing is None:
            opening.append(grant)
        else:
            why_not = max(why_not, missing, key=_nearness)
    return _allowed(opening) if opening else _REFUSED[why_not]


def _forbidden(actor: Looker, resource: Resource, purpose: str, at: datetime) -> Refusal | None:
    if resource.subject_id in actor.excluded:
        return Refusal.EXCLUDED
    if resource.is_restricted and resource.record_id not in actor.named_on:
        return Refusal.RESTRICTED
    if not purpose:
        return Refusal.NO_PURPOSE
    if actor.trained_until is None or today(at) >= actor.trained_until:
        return Refusal.NOT_TRAINED
    return None


_NEARNESS = (
    *(Refusal.NO_GRANT, Refusal.ENDED, Refusal.NOT_YET, Refusal.WRONG_ROLE),
    Refusal.NO_RELATIONSHIP,
)
"""From the furthest to the nearest to a yes: the nearest is the reason that helps most."""
_nearness = _NEARNESS.index


def _missing(actor: Looker, grant: Grant, subject_id: UUID | None, at: datetime) -> Refusal | None:
    """What keeps a grant that covers the record from opening it now; None when nothing does."""
    if at >= grant.until:
        return Refusal.ENDED
    if at < grant.since:
        return Refusal.NOT_YET
    roles = actor.places.get(grant.recipient_id, frozenset())
    if not roles or (grant.recipient_roles and grant.recipient_roles.isdisjoint(roles)):
        return Refusal.WRONG_ROLE
    if grant.needs_relationship and not works_with(actor, subject_id, grant.purpose, at):
        return Refusal.NO_RELATIONSHIP
    return None


def works_with(actor: Looker, subject_id: UUID | None, purpose: str, at: datetime) -> bool:
    """Whether the actor has a relationship to the person, or emergency access for this purpose."""
    if subject_id is None:
        return False
    return subject_id in actor.related or any(
        one.subject_id == subject_id and one.purpose == purpose and one.since <= at < one.until
        for one in actor.emergencies
    )


def _allowed(opening: Iterable[Grant]) -> Decision:
    grants = sorted(opening, key=lambda grant: grant.id)
    fields = frozenset().union(*(grant.fields for grant in grants))
    because = tuple(Because(grant.id, grant.agreement_id, grant.clause) for grant in grants)
    return Decision(True, fields=fields, because=because)

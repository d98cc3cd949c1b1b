"""Why somebody may see something or not, at an instant: the decision, what it rests on, or what would be needed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from fourfold.trust.access.domain.deciding import decide
from fourfold.trust.access.domain.decisions import Decision, Refusal
from fourfold.trust.access.domain.grants import Grant, Looker
from fourfold.trust.access.domain.resources import Action, Handling, Label, Resource, SubjectKind, SubjectRole


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: for what, of which data set, about whom; `holder_id` None: held by anybody.

    `works_with`: suppose that they work with the person. `field`: this one alone; empty: any.
    """

    purpose: str
    data_set: str
    at: datetime
    field: str = ""
    holder_id: UUID | None = None
    subject_kind: SubjectKind = SubjectKind.CHILD
    subject_role: SubjectRole = SubjectRole.AT_RISK
    handling: Handling = Handling.SENSITIVE
    works_with: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer. `grants` are those that open it; `nearest` those that would, were it not for `refusal`."""

    allowed: bool
    reason: str
    refusal: Refusal | None
    fields: tuple[str, ...]
    grants: tuple[Grant, ...]
    nearest: tuple[Grant, ...]
    needed: str


NEEDED = {
    Refusal.NOBODY: "A live role in an agency of the partnership, given by its administrator.",
    Refusal.NO_PURPOSE: "A purpose.",
    Refusal.NOT_TRAINED: "Training in information sharing that is in date, written down by a champion or "
    "administrator of the agency.",
    Refusal.NO_GRANT: "An agreement in force with a line that shares this data set, about such people, for this "
    "purpose, with the agency; or a request that the holder accepts.",
    Refusal.NOT_YET: "To wait until the agreement begins.",
    Refusal.ENDED: "The agreement in force again: its suspension lifted, or a new version signed.",
    Refusal.WRONG_ROLE: "One of the roles that the line names, or a line that names the role.",
    Refusal.NO_RELATIONSHIP: "To work with the person: said by a champion, accountable officer, deputy or Lead "
    "Responsible Officer of the agency. In an emergency, emergency access.",
}
_FIELD = "A line of an agreement in force that names this field."


def explain(looker: Looker, question: Question) -> Explanation:
    """The decision for the question, by the same `decide` that guards the pages."""
    subject_id = uuid4() if question.works_with else None
    if subject_id is not None:
        looker = replace(looker, related=looker.related | {subject_id})
    holders = {question.holder_id} if question.holder_id else _holders(looker, question)
    answers = [_decided(looker, question, holder, subject_id) for holder in sorted(holders, key=str)]
    allowed = [one for one in answers if one]
    if not allowed:
        return _refused(looker, question, answers or [_decided(looker, question, uuid4(), subject_id)])
    fields = frozenset().union(*(one.fields for one in allowed))
    opened = {because.grant_id for one in allowed for because in one.because}
    grants = tuple(grant for grant in _all(looker) if grant.id in opened)
    if question.field and question.field not in fields:
        reason = "The agreement shares this data set with your agency, and not this field of it."
        return Explanation(False, reason, Refusal.NO_GRANT, tuple(sorted(fields)), (), grants, _FIELD)
    if question.field:
        grants = tuple(grant for grant in grants if question.field in grant.fields)
        fields = frozenset({question.field})
    return Explanation(True, "", None, tuple(sorted(fields)), grants, (), "")


def _refused(looker: Looker, question: Question, answers: list[Decision]) -> Explanation:
    order = list(Refusal)
    nearest = max(answers, key=lambda one: order.index(one.refusal or Refusal.NO_GRANT))
    refusal = nearest.refusal or Refusal.NO_GRANT
    near = tuple(
        grant
        for grant in _all(looker)
        if grant.data_set == question.data_set
        and grant.purpose == question.purpose
        and question.holder_id in (None, grant.provider_id)
    )
    return Explanation(False, nearest.reason, refusal, (), (), near, NEEDED.get(refusal, ""))


def _decided(looker: Looker, question: Question, holder: UUID, subject_id: UUID | None) -> Decision:
    label = Label(holder, question.data_set, question.subject_kind, question.subject_role, question.handling)
    return decide(looker, Action.READ, Resource(label, uuid4(), subject_id), question.purpose, question.at)


def _holders(looker: Looker, question: Question) -> set[UUID]:
    return {
        provider
        for provider, data_set, purpose in looker.grants
        if data_set == question.data_set and purpose == question.purpose
    }


def _all(looker: Looker) -> Iterable[Grant]:
    return (grant for grants in looker.grants.values() for grant in grants)

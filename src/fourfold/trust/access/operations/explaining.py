"""Explaining for somebody what they may see, and why: asked by themselves or by those who answer for it; audited."""

import json
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.domain.explaining import Explanation, Question, explain
from fourfold.trust.access.policies import DPO, NOBODY, Permission, may_explain
from fourfold.trust.access.queries.looker import looker_from
from fourfold.trust.access.queries.people import colleagues
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import HeldRole, RoleKind, Standing


@transaction.atomic
def explain_for(*, actor: Standing, now: datetime, user_id: UUID, question: Question) -> Explanation:
    """Whether that user may see it at the instant asked about, with what it rests on or what would be needed.

    Roles, training and grants are those of that instant. Whom somebody works with, is kept from, or is named on is
    left out: the answer is about the data set, not about a person.
    """
    decision = may_explain(actor, user_id=user_id, is_colleague=user_id in colleagues(actor, {DPO}))
    require(decision if actor.roles else NOBODY, Permission.EXPLAIN, subject_kind="access.user", subject_id=user_id)
    with connection.cursor() as cursor:
        cursor.execute("select access_explained(%s, %s)", [user_id, question.at])
        (found,) = cursor.fetchone()
    facts = json.loads(found) if isinstance(found, str) else found
    roles = tuple(HeldRole(UUID(agency), name, RoleKind(kind)) for agency, kind, name in facts["places"])
    looker = looker_from(Standing(user_id=user_id, roles=roles), facts)
    answer = explain(looker, question)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.EXPLAIN,
        subject_kind="access.user",
        subject_id=user_id,
        purpose=question.purpose,
        detail={"data_set": question.data_set, "at": question.at, "allowed": answer.allowed},
    )
    return answer

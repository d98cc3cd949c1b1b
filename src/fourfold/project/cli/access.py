"""`fourfold access explain`: whether somebody may see something, because of what, or what would be needed."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from fourfold.ground.kernel.clock import LONDON, now, show_moment
from fourfold.ground.kernel.errors import BadInput
from fourfold.project.cli.acting import acting
from fourfold.project.cli.options import taking
from fourfold.trust.access.domain.resources import Handling, SubjectKind, SubjectRole

if TYPE_CHECKING:
    from fourfold.trust.access.domain.explaining import Explanation, Question
    from fourfold.trust.access.domain.grants import Grant
    from fourfold.trust.partnership.domain.roles import Standing

access_app = typer.Typer(no_args_is_help=True, help="Explain who may see what, and why.")
MISSING = "There is no such thing, or this account may not read it."


@access_app.callback()
def access() -> None:
    """Explain who may see what, and why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command."""

    user: Annotated[str, typer.Option(help="The e-mail address of whoever looks.")]
    purpose: Annotated[str, typer.Option(help="For what, such as safeguarding-children.")]
    dataset: Annotated[str, typer.Option(help="The data set, such as missing-episodes.")]
    email: Annotated[str, typer.Option("--as", help="In whose name it is asked; without, theirs who looks.")] = ""
    field: Annotated[str, typer.Option(help="One field of it; without, every field.")] = ""
    holder: Annotated[str, typer.Option(help="Whose records, such as kent-police; without, anybody's.")] = ""
    subject_kind: Annotated[SubjectKind, typer.Option(help="About whom.")] = SubjectKind.CHILD
    subject_role: Annotated[SubjectRole, typer.Option(help="What they were in it.")] = SubjectRole.AT_RISK
    handling: Annotated[Handling, typer.Option(help="How it is marked.")] = Handling.SENSITIVE
    works_with: Annotated[bool, typer.Option("--works-with", help="Suppose that they work with the person.")] = False
    at: Annotated[str, typer.Option(help="When, such as 2026-11-22T09:30; without, now.")] = ""
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False


@access_app.command()
@taking(Asked)
def explain(asked: Asked) -> None:
    """Say whether somebody may see a data set or a field of it: allowed or not, the fields, the grants and clauses.

    Where the answer is no: why, and what would be needed. Exits with 0 either way, with 2 where something asked about
    is not known, with 1 where the account may not ask. Each question is written to the audit log.
    """
    with acting(asked.email or asked.user, missing=MISSING) as standing:
        from fourfold.trust.access.operations import explain_for

        answer = explain_for(
            actor=standing, now=now(), user_id=_account(asked.user), question=_question(standing, asked)
        )
        told = _told(standing, answer)
    typer.echo(json.dumps(told, indent=2) if asked.as_json else "\n".join(_lines(told)))


def _question(standing: "Standing", asked: Asked) -> "Question":
    from fourfold.trust.access.domain.explaining import Question

    return Question(
        purpose=_known_purpose(standing, asked.purpose),
        data_set=_known_data_set(standing, asked.dataset, asked.field),
        at=_instant(asked.at),
        field=asked.field,
        holder_id=_holder(asked.holder),
        subject_kind=asked.subject_kind,
        subject_role=asked.subject_role,
        handling=asked.handling,
        works_with=asked.works_with,
    )


def _known_purpose(standing: "Standing", purpose: str) -> str:
    from fourfold.trust.catalogue.queries import catalogue

    known = catalogue(standing).purposes
    if purpose not in known:
        raise BadInput.one(f"There is no purpose {purpose}. There are: {', '.join(sorted(known))}.")
    return purpose


def _known_data_set(standing: "Standing", data_set: str, field: str) -> str:
    from fourfold.trust.catalogue.queries import catalogue

    known = catalogue(standing).data_sets
    if data_set not in known:
        raise BadInput.one(f"There is no data set {data_set}. There are: {', '.join(sorted(known))}.")
    fields = [one.key for one in known[data_set].fields]
    if field and field not in fields:
        raise BadInput.one(f"{data_set} has no field {field}. It has: {', '.join(fields)}.")
    return data_set


def _holder(key: str) -> UUID | None:
    from fourfold.trust.partnership.queries import agency_ids_by_key

    if not key:
        return None
    known = agency_ids_by_key()
    if key not in known:
        raise BadInput.one(f"There is no agency {key}. Keys are written like kent-police.")
    return known[key]


def _account(email: str) -> UUID:
    from fourfold.trust.partnership.queries import account_by_email

    found = account_by_email(email)
    if found is None:
        raise BadInput.one(f"There is no open account with the address {email}.")
    return found.pk


def _instant(text: str) -> datetime:
    if not text:
        return now()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput.one(f"{text} is no time. Write it like 2026-11-22T09:30.") from None
    return found if found.tzinfo else found.replace(tzinfo=LONDON)


def _told(standing: "Standing", answer: "Explanation") -> dict[str, object]:
    names = _agreements(standing, {grant.agreement_id for grant in (*answer.grants, *answer.nearest)})
    return {
        "allowed": answer.allowed,
        "reason": answer.reason,
        "refusal": answer.refusal.value if answer.refusal else None,
        "needed": answer.needed,
        "fields": list(answer.fields),
        "grants": [_grant(grant, names) for grant in answer.grants],
        "nearest": [_grant(grant, names) for grant in answer.nearest],
    }


def _agreements(standing: "Standing", ids: set[UUID]) -> dict[UUID, str]:
    from fourfold.trust.agreements.queries import visible_versions

    found = visible_versions(standing).filter(agreement_id__in=ids).order_by("number")
    return {one.agreement_id: f"{one.agreement.reference}, {one.title}" for one in found}


def _grant(grant: "Grant", names: dict[UUID, str]) -> dict[str, object]:
    return {
        "grant": str(grant.id),
        "agreement": names.get(grant.agreement_id, str(grant.agreement_id)),
        "clause": grant.clause,
        "fields": sorted(grant.fields),
        "needs_relationship": grant.needs_relationship,
        "since": grant.since.isoformat(),
        "until": grant.until.isoformat(),
    }


def _lines(told: dict[str, object]) -> list[str]:
    lines = ["Allowed." if told["allowed"] else f"Not allowed. {told['reason']}"]
    if told["needed"]:
        lines.append(f"Needed: {told['needed']}")
    if told["fields"]:
        lines.append(f"Fields: {', '.join(map(str, told['fields']))}")  # type: ignore[call-overload]
    for title, key in (("Because of", "grants"), ("Nearest", "nearest")):
        for grant in told[key]:  # type: ignore[attr-defined]
            until = show_moment(datetime.fromisoformat(grant["until"]))
            lines.append(f"{title} {grant['agreement']}, {grant['clause']}, until {until} (grant {grant['grant']})")
    return lines

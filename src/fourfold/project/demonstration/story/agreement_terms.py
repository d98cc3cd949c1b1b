"""A paper of the story as the terms of an agreement, seen from the day of loading."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from fourfold.project.demonstration.story.agreement_papers import ALL, Line, Paper
from fourfold.trust.agreements.domain import terms
from fourfold.trust.catalogue.domain.loading import load_catalogue

NAMED_BY_THE_REGISTER = ""
"""A party's name that the operation takes from the register."""


def terms_of_paper(
    paper: Paper,
    agencies: Mapping[str, UUID],
    loaded_on: date,
    name_of: Callable[[str], str] = lambda _key: NAMED_BY_THE_REGISTER,
) -> terms.Terms:
    """What the paper says. `agencies` gives the id to an agency's key."""

    def day(number: int) -> date:
        return loaded_on + timedelta(days=number)

    return terms.Terms(
        kind=paper.kind,
        tier=paper.tier,
        reference=paper.reference,
        title=paper.title,
        version=1,
        summary=paper.summary,
        clauses=tuple(
            terms.ClauseText(str(number), clause.heading, clause.text)
            for number, clause in enumerate(paper.clauses, start=1)
        ),
        parties=tuple(terms.PartyTerms(agencies[key], name_of(key)) for key in paper.parties),
        lines=tuple(_line(number, line, agencies) for number, line in enumerate(paper.lines, start=1)),
        starts_on=day(paper.starts),
        ends_on=day(paper.ends),
        review_on=day(paper.review),
        data_sets=paper.data_sets,
        under=paper.under,
        permits_requests=paper.permits_requests,
    )


def _line(number: int, line: Line, agencies: Mapping[str, UUID]) -> terms.Line:
    return terms.Line(
        number=number,
        data_set=line.data_set,
        fields=_every_field(line.data_set) if line.fields == (ALL,) else line.fields,
        subject_kinds=line.kinds,
        subject_roles=line.roles,
        provider_ids=tuple(agencies[key] for key in line.givers),
        recipient_ids=tuple(agencies[key] for key in line.takers),
        recipient_roles=line.takers_as,
        purpose=line.purpose,
        gateway=line.gateway,
        basis=line.basis,
        conditions=line.conditions,
        handling=line.handling,
        regime=line.regime,
        needs_relationship=line.needs_relationship,
        retention=line.retention,
    )


@cache
def _every_field(data_set: str) -> tuple[str, ...]:
    return tuple(field.key for field in load_catalogue().data_sets[data_set].said)

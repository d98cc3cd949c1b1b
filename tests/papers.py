"""A small catalogue and an agreement over it, to be read on paper."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from fourfold.trust.agreements.domain.terms import AgreementKind, ClauseText, Line, PartyTerms, Terms, Tier
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.catalogue.domain.loading import load_catalogue

POLICE, KENT, MEDWAY, TRUST, SCHOOL = (UUID(int=number) for number in range(1, 6))
ON = date(2026, 11, 22)
WORDS = Words(load_catalogue())

LINE = Line(
    number=1,
    data_set="missing-episodes",
    fields=("born_on", "name", "risk_level"),
    subject_kinds=("child",),
    subject_roles=("at-risk", "victim"),
    provider_ids=(POLICE,),
    recipient_ids=(KENT, MEDWAY),
    recipient_roles=("champion",),
    purpose="missing-children",
    gateway="ca-2004-s10",
    basis="public-task",
    conditions=("sch1-safeguarding",),
    handling=("official-sensitive",),
    regime=Regime.GENERAL,
    needs_relationship=True,
    retention="Six years after the child was found",
)
OTHER = replace(
    LINE,
    number=2,
    data_set="assault-attendances",
    fields=("site_code", "method"),
    subject_kinds=("nobody",),
    subject_roles=("none",),
    recipient_roles=(),
    handling=("official",),
    purpose="serious-violence",
    gateway="pcsca-2022-s8",
    conditions=(),
    needs_relationship=False,
    retention="",
)
TERMS = Terms(
    kind=AgreementKind.SHARING_AGREEMENT,
    tier=Tier.PURPOSE,
    reference="T-1",
    title="Children who go missing",
    version=2,
    summary="What we share about children who go missing.",
    clauses=(ClauseText("1", "Why", "To keep children safe.\nAnd to find them."),),
    parties=(
        PartyTerms(POLICE, "Kent Police"),
        PartyTerms(KENT, "Kent County Council"),
        PartyTerms(MEDWAY, "Medway Council"),
        PartyTerms(TRUST, "A trust", ((SCHOOL, "A school"),)),
    ),
    lines=(LINE, OTHER),
    starts_on=date(2026, 1, 1),
    ends_on=date(2028, 1, 1),
    review_on=date(2027, 1, 1),
    under="T-0",
    permits_requests=True,
)

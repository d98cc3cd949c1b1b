"""Reading agreements: what they say, which are in force, what waits for somebody, what keeps them from signing."""

from fourfold.trust.agreements.queries.checking import defects_of
from fourfold.trust.agreements.queries.naming import agreement_names, agreements_with
from fourfold.trust.agreements.queries.pending import Unsigned, comments_unanswered, unsigned
from fourfold.trust.agreements.queries.sharing import Permitting, agreements_in_force, permitting_requests
from fourfold.trust.agreements.queries.terms import terms_of
from fourfold.trust.agreements.queries.visibility import visible_versions
from fourfold.trust.agreements.queries.waiting import AgreementWork, WaitingFor, reviews_due, waiting_for

__all__ = [
    "AgreementWork",
    "Permitting",
    "Unsigned",
    "WaitingFor",
    "agreement_names",
    "agreements_in_force",
    "agreements_with",
    "comments_unanswered",
    "defects_of",
    "permitting_requests",
    "reviews_due",
    "terms_of",
    "unsigned",
    "visible_versions",
    "waiting_for",
]

"""What can be done with agreements: each one transaction of policy, change and audit."""

from fourfold.trust.agreements.operations.closing import leave, resume, suspend, withdraw
from fourfold.trust.agreements.operations.consulting import answer, comment, consult, redraft
from fourfold.trust.agreements.operations.drafting import NewAgreement, begin_agreement, next_version, save_terms
from fourfold.trust.agreements.operations.requested import Accepted, end_request, grant_request
from fourfold.trust.agreements.operations.signing import Joining, accede, call_back, send_to_sign, sign

__all__ = [
    "Accepted",
    "Joining",
    "NewAgreement",
    "accede",
    "answer",
    "begin_agreement",
    "call_back",
    "comment",
    "consult",
    "end_request",
    "grant_request",
    "leave",
    "next_version",
    "redraft",
    "resume",
    "save_terms",
    "send_to_sign",
    "sign",
    "suspend",
    "withdraw",
]

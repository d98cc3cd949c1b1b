"""Refusals as RFC 9457 has them: a kind with its page, and what happened this time, in plain words."""

from django.http import HttpResponse, JsonResponse

from fourfold.ground.kernel.errors import BadInput, Conflict, FourfoldError, NotAllowed, NotFound
from fourfold.records.feeds.domain.api import PROBLEMS
from fourfold.records.feeds.operations import AlreadyHere
from fourfold.records.feeds.presenters.api import delivery_link, problem_page

WANTED = 'sig1=("@method" "@target-uri" "content-digest");created;nonce;keyid;alg="ed25519"'
"""How a request is to be signed (Accept-Signature, RFC 9421, 5.1)."""


class Refused(Exception):
    """A call that goes no further. `kind`: a key of `PROBLEMS`; `detail`: what happened this time."""

    def __init__(self, kind: str, detail: str = "", *, retry_after: int = 0, allow: str = "") -> None:
        super().__init__(kind)
        self.kind, self.detail, self.retry_after, self.allow = kind, detail, retry_after, allow


def answer_to(error: Exception) -> HttpResponse:
    """The answer to what stopped a call. What is hidden and what is absent are answered alike."""
    if isinstance(error, Refused):
        answer = _problem(error.kind, error.detail)
        if error.retry_after:
            answer["Retry-After"] = str(error.retry_after)
        if error.allow:
            answer["Allow"] = error.allow
        return answer
    if isinstance(error, AlreadyHere):
        return _problem("conflict", str(error), delivery=delivery_link(error.delivery_id))
    if isinstance(error, BadInput):
        errors = [{"detail": one.message, "where": one.where} for one in error.problems]
        return _problem("input", " ".join(one.message for one in error.problems), errors=errors)
    kinds: dict[type[FourfoldError], str] = {Conflict: "conflict", NotAllowed: "not-allowed", NotFound: "not-found"}
    kind = next((kind for type_, kind in kinds.items() if isinstance(error, type_)), "broken")
    return _problem(kind, str(error) if kind in ("conflict", "not-allowed") else "")


def _problem(kind: str, detail: str, **more: object) -> HttpResponse:
    known = PROBLEMS[kind]
    said = {
        "type": problem_page(kind),
        "title": known.title,
        "status": known.status,
        "detail": detail or known.text,
        **more,
    }
    answer = JsonResponse(said, status=known.status, content_type="application/problem+json")
    if known.status == 401:
        answer["WWW-Authenticate"] = "Signature"
        answer["Accept-Signature"] = WANTED
    return answer

"""Keeping agencies' identity providers: administrators of the partnership alone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, NotFound, Problem
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.federation import MfaClaim, SubjectClaim, domain_problem
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.federation.client import SEALED_AS
from fourfold.trust.partnership.federation.discovery import try_out
from fourfold.trust.partnership.federation.outbound import checked_address
from fourfold.trust.partnership.models import Agency, FederatedIdentity, IdentityProvider
from fourfold.trust.partnership.policies import Permission, require_administrator
from fourfold.trust.partnership.queries.federation import (
    live_providers,
    provider_for_actor,
    some_administrator_has_password,
)
from fourfold.trust.sealing.queries import seal


@dataclass(frozen=True, slots=True)
class Terms:
    """What may change of a provider. `secret` is the client secret in clear; empty keeps the one there is."""

    name: str
    client_id: str
    domains: tuple[str, ...]
    secret: str = ""
    mfa_claim: MfaClaim | None = None
    mfa_values: tuple[str, ...] = ()
    is_required: bool = False


@transaction.atomic
def add_provider(
    *, actor: Standing, now: datetime, agency_id: UUID, issuer: str, subject_claim: SubjectClaim, terms: Terms
) -> IdentityProvider:
    """Let an agency's people sign in by its directory from today on. Raises `NotAllowed`, `BadInput`, `NotFound`."""
    require_administrator(actor, subject_id=agency_id)
    agency = Agency.objects.filter(pk=agency_id, is_collective=False).first()
    if agency is None:
        raise NotFound("partnership.agency", agency_id)
    row = IdentityProvider(
        agency=agency, issuer=_checked_issuer(issuer), subject_claim=subject_claim.value, since=today(now)
    )
    if not terms.secret:
        raise BadInput.one("Enter the client secret.", "secret")
    if live_providers(today(now)).filter(agency=agency).exists():
        raise BadInput.one("This agency has a directory already. End that one first, or change it.")
    _settle(row, terms)
    _note(actor, now, row, {"added": True})
    return row


@transaction.atomic
def change_provider(*, actor: Standing, now: datetime, provider_id: UUID, terms: Terms) -> None:
    """Change what may change. Issuer and claim stay: whom people are linked to rests on them."""
    row = _live(actor, now, provider_id)
    _settle(row, terms)
    _note(actor, now, row, {"changed": True, "new_secret": bool(terms.secret), "required": terms.is_required})


@transaction.atomic
def end_provider(*, actor: Standing, now: datetime, provider_id: UUID) -> None:
    """From now on nobody signs in by it. Who is signed in stays so; who has no password needs a link."""
    row = _live(actor, now, provider_id)
    row.until = today(now)
    row.save()
    _note(actor, now, row, {"ended": True})


@transaction.atomic
def unlink(*, actor: Standing, now: datetime, provider_id: UUID, identity_id: UUID) -> None:
    """Forget who somebody is in a directory: their next sign-in goes by their verified address again."""
    row = provider_for_actor(actor, provider_id)
    found = FederatedIdentity.objects.filter(pk=identity_id, provider=row).first()
    if found is None:
        raise NotFound("partnership.identity", identity_id)
    user_id = found.user_id
    found.delete()
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.LINK_IDENTITY,
        subject_kind="partnership.user",
        subject_id=user_id,
        detail={"provider": str(row.pk), "unlinked": str(identity_id)},
    )


@transaction.atomic
def try_provider(*, actor: Standing, now: datetime, provider_id: UUID) -> list[str]:
    """What would keep people from signing in, in plain words; empty when nothing is found."""
    row = _live(actor, now, provider_id)
    problems = try_out(row.issuer)
    _note(actor, now, row, {"tried": True, "problems": len(problems)})
    return problems


def _live(actor: Standing, now: datetime, provider_id: UUID) -> IdentityProvider:
    row = provider_for_actor(actor, provider_id)
    if row.until is not None and row.until <= today(now):
        raise BadInput.one("This directory has ended, so it can’t be changed. Add it anew.")
    return row


def _checked_issuer(issuer: str) -> str:
    try:
        found = checked_address(issuer.strip())
    except BadInput as error:
        raise BadInput([Problem(one.message, "issuer") for one in error.problems]) from error
    if "?" in found or "/.well-known/" in found:
        raise BadInput.one("Enter the issuer alone, without “?” and without “/.well-known/…”.", "issuer")
    return found


def _settle(row: IdentityProvider, terms: Terms) -> None:
    """Write the terms into the row, once they are sound. Raises `BadInput`."""
    domains = tuple(dict.fromkeys(domain.strip().lower() for domain in terms.domains))
    problems = [Problem(found, "domains") for found in map(domain_problem, domains) if found]
    if not domains:
        problems.append(Problem("Enter at least one e-mail domain.", "domains"))
    others = live_providers().exclude(pk=row.pk).filter(domains__overlap=list(domains)).select_related("agency")
    problems += [
        Problem(f"{one.agency.name} signs in with one of these domains. A domain belongs to one agency.", "domains")
        for one in others
    ]
    if terms.mfa_claim and not terms.mfa_values:
        problems.append(Problem("Enter the values that say that a second factor was asked for.", "mfa_values"))
    if terms.is_required and not some_administrator_has_password():
        problems.append(
            Problem(
                "An administrator of the partnership must have a password first, so that somebody can sign in when "
                "the directory is out of order.",
                "is_required",
            )
        )
    if problems:
        raise BadInput(problems)
    row.name, row.client_id, row.domains = terms.name, terms.client_id, list(domains)
    row.mfa_claim, row.mfa_values = (terms.mfa_claim or ""), list(terms.mfa_values if terms.mfa_claim else ())
    row.is_required = terms.is_required
    if terms.secret:
        row.sealed_secret = seal(terms.secret, kind=SEALED_AS)
    row.save()


def _note(actor: Standing, now: datetime, row: IdentityProvider, detail: dict[str, object]) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.ADMINISTER,
        subject_kind="partnership.identity-provider",
        subject_id=row.pk,
        detail={"agency": str(row.agency_id), "domains": len(row.domains)} | detail,
    )

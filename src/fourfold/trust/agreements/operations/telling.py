"""Telling those who sign, by mail: what is to be signed, for which agency, and a link; no word of what it says."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from fourfold.ground.kernel.clock import today
from fourfold.trust.agreements.models import Version
from fourfold.trust.agreements.queries.pending import Unsigned, unsigned
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.queries.correspondents import Correspondent, correspondents


def tell_signers(actor: Standing, now: datetime, version: Version) -> int:
    """Write to who signs for each party: its accountable officer, else the deputy; for an assessment its data
    protection officer too. The number of letters."""
    people = correspondents(actor, on=today(now))
    letters = {
        (one.user_id, wanted.agency_id): _letter(one, wanted, now)
        for wanted in unsigned(actor, version_id=version.pk)
        for one in _signers(people, wanted)
    }
    return write_many(actor=actor.actor, now=now, letters=list(letters.values()))


def _signers(people: list[Correspondent], wanted: Unsigned) -> list[Correspondent]:
    for kind in RoleKind:
        held = [one for one in people if wanted.agency_id in one.stands_for.get(kind, ())]
        if kind in wanted.roles and held:
            return held
    return []


def _letter(to: Correspondent, wanted: Unsigned, now: datetime) -> Letter:
    page = settings.PUBLIC_ADDRESS + reverse("agreements:version", args=[wanted.version_id])
    body = (
        f"{wanted.reference}: {wanted.title} waits for your signature for {wanted.agency}.\n\n"
        f"Nothing in it opens before every party has signed. Sign in to read it, and to sign it:\n{page}\n\n"
        "Where something in it should be another way, tell whoever drafts it before you sign: they can call it back. "
        "A reply to this letter reaches nobody."
    )
    return Letter(
        LetterKind.AGREEMENT,
        f"agreement-sign:{wanted.version_id}:{now:%Y%m%d%H%M%S%f}:{wanted.agency_id}:{to.user_id}",
        to.user_id,
        to.address,
        f"To sign for {wanted.agency}: {wanted.reference}",
        body,
    )

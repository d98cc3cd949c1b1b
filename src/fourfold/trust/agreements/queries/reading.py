"""An agreement to be read: its terms with who signed them, and the words for its keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.agreements.domain.terms import Terms
from fourfold.trust.agreements.models import Clause, Party, ScheduleLine, Signature, Version
from fourfold.trust.agreements.paper.document import Signed
from fourfold.trust.agreements.queries.terms import terms_of_version
from fourfold.trust.agreements.queries.visibility import visible_versions
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


@dataclass(frozen=True, slots=True)
class Reading:
    """A version with what it says and who signed it."""

    version: Version
    terms: Terms
    signed: tuple[Signed, ...]


def reading(actor: Standing, version_id: UUID) -> Reading:
    """A version that the actor reads. Raises `NotFound`. Five queries."""
    found = with_terms(visible_versions(actor).filter(pk=version_id), signatures=True).first()
    if found is None:
        raise NotFound("agreement.version", version_id)
    return Reading(found, terms_of_version(found), tuple(map(_signed, found.parties.all())))


def with_terms(
    versions: QuerySet[Version],
    *,
    signatures: bool = False,
    clauses: bool = True,
    lines: QuerySet[ScheduleLine] | None = None,
) -> QuerySet[Version]:
    """The versions with everything that `terms_of_version` reads: three queries more, or four.

    Without `clauses` they come as if they had none: registers show what is shared, not the whole text.
    `lines` may say more of each line.
    """
    parties = Party.objects.all()
    if signatures:
        valid = Signature.objects.filter(voided_at=None).select_related("person")
        parties = parties.select_related("agency").prefetch_related(Prefetch("signatures", valid, to_attr="valid"))
    lines = ScheduleLine.objects.all() if lines is None else lines
    said = Clause.objects.all() if clauses else Clause.objects.none()
    return versions.prefetch_related(
        Prefetch("clauses", said), Prefetch("lines", lines), Prefetch("parties", parties)
    )


def _signed(party: Party) -> Signed:
    signatures: Iterable[Signature] = getattr(party, "valid", ())
    names = [f"{one.person.name}, {_as_what(one.role)}" for one in signatures]
    last = max((one.at for one in signatures), default=None)
    joined = f"{party.named} (joined later)" if party.acceded else party.named
    return Signed(
        agency=joined,
        signs_for=tuple(party.on_behalf_names),
        by="; ".join(names),
        on=today(last) if last else None,
        is_open=party.agency.is_collective,
    )


def _as_what(role: str) -> str:
    label = RoleKind(role).label
    return label[:1].lower() + label[1:]

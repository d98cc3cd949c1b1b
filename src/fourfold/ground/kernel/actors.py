"""Who acts: a signed-in person, or a named service working without one."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    """What stands behind an act."""

    PERSON = "person"
    SERVICE = "service"
    NOBODY = "nobody"


class Service(StrEnum):
    """The closed list of service actors. Each is named in the policies (`rls.sql`) that let it work."""

    INSTALLATION = "installation"
    AUDIT_SEALER = "audit-sealer"
    INVITATION = "invitation"
    """Reads and uses up the single-use link of somebody who has not signed in yet."""
    DOORKEEPER = "doorkeeper"
    """Closes the accounts of those whose last role has ended."""
    MESSENGER = "messenger"
    """Sends what stands in the outbox, and writes down what became of it."""
    CHASER = "chaser"
    """Reads the live plans of the partnership and the directory, and writes reminders and digests."""
    MEASURER = "measurer"
    """Reads what the measures of the success factors count, and writes disclosure-safe figures."""
    MAILED_FORM = "mailed-form"
    """Reads and uses up the link of a form that came by mail. The act itself is its addressee's."""
    FEDERATION = "federation"
    """Reads agencies' identity providers and whom these may speak for, and links people at their first sign-in."""
    PUBLIC_READER = "public-reader"
    """Reads what a board approved for the public, and nothing else."""
    PUBLIC_FORM = "public-form"
    """Puts what somebody without an account sends into an inbox that it cannot read."""
    LINKER = "linker"
    """Reads how records describe people, and writes which of them are held to be one person."""

    @property
    def reads_the_partnership(self) -> bool:
        """Whether this service reads the directory, the live plans for the partnership, and the boards.

        `fourfold_service_reads()` in `ground/postgres/base.sql` says the same in the database.
        """
        return self in (Service.CHASER, Service.MEASURER)


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts, as written to the audit log and to the row-level security context.

    `id` is the user's id for a person, and None for a service or nobody. `name` is for screens and errors,
    never for decisions.
    """

    kind: ActorKind
    id: UUID | None = None
    service: Service | None = None
    name: str = ""

    @classmethod
    def person(cls, user_id: UUID, name: str = "") -> "Actor":
        """A signed-in user."""
        return cls(ActorKind.PERSON, id=user_id, name=name)

    @classmethod
    def of_service(cls, service: Service) -> "Actor":
        """A named service actor."""
        return cls(ActorKind.SERVICE, service=service, name=service.value)

    @property
    def reference(self) -> str:
        """How the audit log names this actor: opaque, stable, without personal data."""
        if self.kind is ActorKind.PERSON:
            return f"person:{self.id}"
        return f"service:{self.service}" if self.service else "nobody"


NOBODY = Actor(ActorKind.NOBODY)
"""Someone who has not signed in. Row-level security shows them nothing."""

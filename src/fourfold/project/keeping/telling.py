"""The audit log hears of every backup and every restore."""

from datetime import datetime

from fourfold.ground.postgres.context import acting_as
from fourfold.project.keeping.manifest import Manifest
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import INSTALLATION


def record_backup(*, manifest: Manifest, now: datetime) -> None:
    """Write down that everything was copied, and up to where. Nothing where there are no tables yet."""
    if not manifest.migrations:
        return
    _record(
        now,
        "installation:backup",
        manifest,
        {"tables": len(manifest.tables), "rows": manifest.rows, "position": manifest.position},
    )


def record_restore(*, manifest: Manifest, known_position: int, now: datetime) -> None:
    """Write down that this database was restored, and how much of the audit log is known to be lost by it."""
    lost = max(0, known_position - manifest.position)
    _record(now, "installation:restore", manifest, {"position": manifest.position, "lost_entries": lost})


def _record(now: datetime, permission: str, manifest: Manifest, detail: dict[str, object]) -> None:
    with acting_as(INSTALLATION.actor):
        record(
            actor=INSTALLATION.actor,
            now=now,
            permission=permission,
            subject_kind="installation.backup",
            subject_id=manifest.made_at.isoformat(),
            detail=detail,
        )

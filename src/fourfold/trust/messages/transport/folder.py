"""The demonstration's mail: files in a folder, which any mail program opens."""

from pathlib import Path
from types import TracebackType
from typing import Self

from fourfold.trust.messages.domain.handing_over import SENT, Errand, Handed
from fourfold.trust.messages.rendering import as_email


class FolderMailer:
    """Writes each letter as `<time>-<id>.eml`, whole or not at all."""

    def __init__(self, folder: Path, sender: str) -> None:
        self.folder = folder
        self.sender = sender

    def __enter__(self) -> Self:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is held open."""

    def deliver(self, errand: Errand) -> Handed:
        """Write one letter. The same letter again is the same file."""
        name = f"{errand.ready_at:%Y%m%dT%H%M%SZ}-{errand.message_id}"
        begun = self.folder / f".{name}.part"
        begun.write_bytes(as_email(errand, sender=self.sender).as_bytes())
        begun.chmod(0o600)
        begun.rename(self.folder / f"{name}.eml")
        return SENT

"""A checkpoint: the chain's tip on a day, kept by a second agency. It shows a cut or rewritten history."""

import json
from dataclasses import dataclass
from datetime import datetime

from fourfold.ground.kernel.errors import BadInput

_FORMAT = "fourfold-audit-checkpoint-v1"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The chain held `chain_hash` at `position` (1 is the first link), sealed at `sealed_at`."""

    position: int
    chain_hash: bytes
    sealed_at: datetime

    def to_json(self) -> str:
        """A small JSON document that ends in a new line."""
        return self._json(self.chain_hash.hex())

    def to_letter(self) -> str:
        """As `to_json`, with the hash in groups: letters are searched for long numbers, which stand for people."""
        said = self.chain_hash.hex()
        return self._json(":".join(said[at : at + 8] for at in range(0, len(said), 8)))

    def _json(self, chain_hash: str) -> str:
        fields = {
            "format": _FORMAT,
            "position": self.position,
            "chain_hash": chain_hash,
            "sealed_at": self.sealed_at.isoformat(),
        }
        return json.dumps(fields, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Checkpoint":
        """The checkpoint in `text`. BadInput says what is wrong with it."""
        try:
            fields = json.loads(text)
        except ValueError as error:
            raise BadInput.one("This is not a checkpoint: it is not JSON.") from error
        if not isinstance(fields, dict) or fields.get("format") != _FORMAT:
            raise BadInput.one(f"This is not a checkpoint: its `format` is not `{_FORMAT}`.")
        return cls(_position(fields), _hash(fields), _moment(fields))


def _position(fields: dict[str, object]) -> int:
    value = fields.get("position")
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise BadInput.one("The checkpoint's `position` is not a whole number from 1.", "position")
    return value


def _hash(fields: dict[str, object]) -> bytes:
    try:
        value = bytes.fromhex(str(fields.get("chain_hash")).replace(":", ""))
    except ValueError:
        value = b""
    if len(value) != 32:
        raise BadInput.one("The checkpoint's `chain_hash` is not 64 hexadecimal digits.", "chain_hash")
    return value


def _moment(fields: dict[str, object]) -> datetime:
    try:
        value = datetime.fromisoformat(str(fields.get("sealed_at")))
    except ValueError as error:
        raise BadInput.one("The checkpoint's `sealed_at` is not a date and time.", "sealed_at") from error
    if value.tzinfo is None:
        raise BadInput.one("The checkpoint's `sealed_at` has no time zone.", "sealed_at")
    return value

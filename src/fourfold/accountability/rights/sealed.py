"""What of the room is sealed, for whoever changes the keys."""

from fourfold.accountability.rights.operations.packs import KIND
from fourfold.trust.sealing.operations import Sealed

SEALED = (Sealed("rights_pack", "content", KIND),)

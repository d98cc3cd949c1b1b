"""What the oversight room keeps: the breach register, and the checkpoints sent to a second agency."""

from fourfold.accountability.oversight.models.breaches import Breach, BreachEntry
from fourfold.accountability.oversight.models.checkpoints import SentCheckpoint, Witness

__all__ = ["Breach", "BreachEntry", "SentCheckpoint", "Witness"]

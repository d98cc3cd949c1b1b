"""Input as it comes, brought to one form. Work is done once for each different value, not once for each record."""

from fourfold.engines.linkage.normalising.preparing import CROWD, PREPARED, nobody, noted, prepare

__all__ = ["CROWD", "PREPARED", "nobody", "noted", "prepare"]

"""Input as it comes, brought to one form. Work is done once for each different value, not once for each record."""

from fourfold.engines.linkage.normalising.deriving import PREPARED
from fourfold.engines.linkage.normalising.preparing import CROWD, nobody, noted, prepare
from fourfold.engines.linkage.normalising.spreading import processors

__all__ = ["CROWD", "PREPARED", "nobody", "noted", "prepare", "processors"]

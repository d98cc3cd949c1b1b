"""What the feeds room keeps: people by reference, records about them, what these say, words of names, look-ups."""

from fourfold.records.feeds.models.lookups import LookUp
from fourfold.records.feeds.models.records import Content, NameWord, Record, Subject

__all__ = ["Content", "LookUp", "NameWord", "Record", "Subject"]

"""What the feeds room does: records are handed in by their holder, look-ups are recorded by whoever asked."""

from fourfold.records.feeds.operations.adding import Added, add_records
from fourfold.records.feeds.operations.looking_up import NewLookUp, record_look_up

__all__ = ["Added", "NewLookUp", "add_records", "record_look_up"]

"""What the feeds room does: records and files are handed in by their holder, look-ups recorded by whoever asked."""

from fourfold.records.feeds.operations.adding import Added, add_records
from fourfold.records.feeds.operations.checking import check
from fourfold.records.feeds.operations.credentials import MadeKey, NewKey, end_key, make_key, take_call
from fourfold.records.feeds.operations.deciding import let_enter, refuse, refuse_abandoned, undo, withdraw
from fourfold.records.feeds.operations.deliveries import be_patient
from fourfold.records.feeds.operations.entering import enter
from fourfold.records.feeds.operations.forgetting import forget_sent
from fourfold.records.feeds.operations.looking_up import NewLookUp, record_look_up
from fourfold.records.feeds.operations.mending import drop_row, mend_row
from fourfold.records.feeds.operations.receiving import AlreadyHere, BySystem, receive, say_mapping
from fourfold.records.feeds.operations.working_off import work_off, work_off_after_commit

__all__ = [
    "Added",
    "AlreadyHere",
    "BySystem",
    "MadeKey",
    "NewKey",
    "NewLookUp",
    "add_records",
    "be_patient",
    "check",
    "drop_row",
    "end_key",
    "enter",
    "forget_sent",
    "let_enter",
    "make_key",
    "mend_row",
    "receive",
    "record_look_up",
    "refuse",
    "refuse_abandoned",
    "say_mapping",
    "take_call",
    "undo",
    "withdraw",
    "work_off",
    "work_off_after_commit",
]

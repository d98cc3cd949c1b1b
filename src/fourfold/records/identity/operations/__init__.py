"""What can be done: judging pairs, and running the linkage."""

from fourfold.records.identity.operations.judging import judge, withdraw_judgement
from fourfold.records.identity.operations.running import ask_for_run, renew_keys, work_off, work_off_waiting

__all__ = ["ask_for_run", "judge", "renew_keys", "withdraw_judgement", "work_off", "work_off_waiting"]

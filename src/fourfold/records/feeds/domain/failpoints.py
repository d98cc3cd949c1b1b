"""Where a worker may die while a delivery enters. Tests kill it at every one, and nothing is lost or doubled."""

from enum import StrEnum


class Failpoint(StrEnum):
    """The instants between which something is committed, or about to be."""

    CHECK_NOT_COMMITTED = "check-not-committed"
    AFTER_CHECK = "after-check"
    BEFORE_BATCH = "before-batch"
    BATCH_NOT_COMMITTED = "batch-not-committed"
    AFTER_BATCH = "after-batch"
    BEFORE_WHOLE = "before-whole"
    WHOLE_NOT_COMMITTED = "whole-not-committed"
    AFTER_WHOLE = "after-whole"

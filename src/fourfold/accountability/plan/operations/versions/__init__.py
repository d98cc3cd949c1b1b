"""A plan's next version: begun from the live one, put in order piece by piece, published in its place."""

from fourfold.accountability.plan.operations.versions.beginning import NextVersion, begin_version, import_version
from fourfold.accountability.plan.operations.versions.ordering import move_action, take_out
from fourfold.accountability.plan.operations.versions.parting import merge_actions, split_action
from fourfold.accountability.plan.operations.versions.settling import (
    Settlement,
    accept_proposals,
    bring_back,
    settle,
)

__all__ = [
    "NextVersion",
    "Settlement",
    "accept_proposals",
    "begin_version",
    "bring_back",
    "import_version",
    "merge_actions",
    "move_action",
    "settle",
    "split_action",
    "take_out",
]

"""What the identity room keeps: how records describe people, keys to compare by, judgements, runs, changes."""

from fourfold.records.identity.models.descriptions import BlockingKey, Description
from fourfold.records.identity.models.pairs import Pair, Touched
from fourfold.records.identity.models.places import Area, AreaLookup, Place, Postcode
from fourfold.records.identity.models.reviews import Opinion, Override, Task
from fourfold.records.identity.models.runs import Change, LinkModel, Run

__all__ = [
    "Area",
    "AreaLookup",
    "BlockingKey",
    "Change",
    "Description",
    "LinkModel",
    "Opinion",
    "Override",
    "Pair",
    "Place",
    "Postcode",
    "Run",
    "Task",
    "Touched",
]

"""What the feeds room keeps: people by reference, records about them, what these say, deliveries, keys, look-ups."""

from fourfold.records.feeds.models.credentials import Credential, Nonce
from fourfold.records.feeds.models.deliveries import Delivery, DeliveryFile, RememberedMapping, WaitingRow
from fourfold.records.feeds.models.lookups import LookUp
from fourfold.records.feeds.models.records import Content, Record, Subject
from fourfold.records.feeds.models.rows import OpenRow, OwnReference, SaidAgain, SearchKey

__all__ = [
    "Content",
    "Credential",
    "Delivery",
    "DeliveryFile",
    "LookUp",
    "Nonce",
    "OpenRow",
    "OwnReference",
    "Record",
    "RememberedMapping",
    "SaidAgain",
    "SearchKey",
    "Subject",
    "WaitingRow",
]

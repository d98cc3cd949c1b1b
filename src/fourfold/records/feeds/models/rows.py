"""What deliveries brought beside records about people: open data, what was said again, and keys to find rows by."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from fourfold.ground.kernel.governance import Holds
from fourfold.records.feeds.models.deliveries import Delivery
from fourfold.records.feeds.models.records import Record, Subject


class OpenRow(models.Model):
    """A row of published data, about nobody, readable by everybody who has signed in once its delivery is whole.

    `place_*`: degrees (WGS 84). `lsoa_vintage`: the census whose small area `lsoa_code` is (2011, 2021).
    `category`: what kind of thing it is, where the contract has such a column (the type of a crime). `is_live`: is it
    seen; None, as nearly always: as its delivery is. Hundreds of thousands of rows come at once, by one function, and
    no delivery is ever removed: so foreign keys are not checked row by row.
    """

    id = models.BigAutoField(primary_key=True)
    delivery = models.ForeignKey(
        Delivery, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    holder = models.ForeignKey(
        "partnership.Agency", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    contract = models.CharField(max_length=60)
    row_number = models.PositiveIntegerField()
    fingerprint = models.BinaryField()
    occurrence = models.PositiveIntegerField()
    key_hash = models.BinaryField(null=True)
    is_live = models.BooleanField(null=True)
    month = models.DateField(null=True)
    lsoa_code = models.CharField(max_length=9, blank=True)
    lsoa_vintage = models.PositiveSmallIntegerField(null=True)
    district_code = models.CharField(max_length=9, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    category = models.CharField(max_length=60, blank=True)
    values = models.JSONField()

    governance = dict.fromkeys(
        [
            *("id", "delivery", "holder", "contract", "row_number", "fingerprint", "occurrence", "key_hash"),
            *("is_live", "month", "lsoa_code", "lsoa_vintage", "district_code", "longitude", "latitude"),
            *("category", "values"),
        ],
        Holds.OFFICIAL,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="open_row_once", fields=["fingerprint", "occurrence", "contract", "holder"])
        ]
        indexes = [
            models.Index(
                name="open_row_by_month",
                fields=["contract", "month", "district_code", "category"],
                include=["is_live", "delivery"],  # what decides whether a row is seen: counts are made from it alone
            ),
            models.Index(name="open_row_of_delivery", fields=["delivery"]),
            models.Index(name="open_row_key", fields=["key_hash"], condition=Q(key_hash__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class SaidAgain(models.Model):
    """That a later delivery said a row which was here already: it stays while one that said it is not undone."""

    id = models.BigAutoField(primary_key=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="+", db_index=False)
    row_number = models.PositiveIntegerField()
    fingerprint = models.BinaryField()
    occurrence = models.PositiveIntegerField()
    key_hash = models.BinaryField(null=True)

    governance = dict.fromkeys(
        ["id", "delivery", "row_number", "fingerprint", "occurrence", "key_hash"], Holds.SYSTEM
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(name="said_again_once", fields=["delivery", "fingerprint", "occurrence"])
        ]
        indexes = [models.Index(name="said_again_row", fields=["fingerprint", "occurrence"])]

    def __str__(self) -> str:
        return str(self.id)


class OwnReference(models.Model):
    """An agency's own number for a person, as a keyed hash: the same client of the same agency is the same person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    holder = models.ForeignKey("partnership.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    mac = models.BinaryField()
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")

    governance = {"id": Holds.SYSTEM, "holder": Holds.SYSTEM, "mac": Holds.PERSONAL, "subject": Holds.SYSTEM}

    class Meta:
        constraints = [models.UniqueConstraint(name="own_reference_once", fields=["holder", "mac"])]

    def __str__(self) -> str:
        return str(self.id)


class SearchKey(models.Model):
    """A key by which a record is found (`domain/search_keys.py`), as a keyed hash of 64 bits.

    `label_id` is that of the record for the fields of which the key is made: it is found by those alone with whom the
    record and all these fields are shared. Entered with the record's content by `rls/3_keys.sql`, while it is seen.
    Dozens come with each record and go with its content, by triggers: so the foreign key is not checked one by one.
    """

    pk = models.CompositePrimaryKey("record", "mac", "label_id")
    record = models.ForeignKey(
        Record, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    mac = models.BigIntegerField()
    label_id = models.IntegerField(editable=False)
    subject_id = models.UUIDField()
    is_restricted = models.BooleanField()

    governance = dict.fromkeys(["record", "label_id", "subject_id", "is_restricted"], Holds.SYSTEM) | {
        "mac": Holds.PERSONAL
    }

    class Meta:
        indexes = [
            # All that a search asks of a key stands in the index, so that it does not go to the table.
            models.Index(
                name="search_key",
                fields=["mac", "label_id"],
                include=["subject_id", "record", "is_restricted"],
            )
        ]

    def __str__(self) -> str:
        return str(self.mac)

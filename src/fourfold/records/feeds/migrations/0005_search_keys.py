"""One table of keys by which records are found takes the place of words of names and of hashes of identifiers."""

from typing import Any, ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from fourfold.ground.kernel.sealing import keyed_hash, unseal

_BATCH = 1_000
_LABELS = """
insert into access_label (id, holder_id, data_set, subject_kind, subject_role, handling, field)
select floor(random() * 2147483646)::integer + 1, k.* from (
    select distinct r.holder_id, r.data_set, r.subject_kind, r.subject_role, r.handling, jsonb_object_keys(c.keys)
    from feeds_record r join feeds_content c on c.record_id = r.id where r.label_id <> 0 and r.subject_id is not null) k
on conflict do nothing
"""
_KEYS = """
insert into feeds_searchkey (record_id, mac, label_id, subject_id, is_restricted)
select r.id, mac::bigint, l.id, r.subject_id, r.is_restricted
from feeds_record r
join feeds_content c on c.record_id = r.id
cross join lateral jsonb_each(c.keys) said
join access_label l on (l.holder_id, l.data_set, l.subject_kind, l.subject_role, l.handling, l.field)
                     = (r.holder_id, r.data_set, r.subject_kind, r.subject_role, r.handling, said.key)
cross join lateral jsonb_array_elements_text(said.value) mac
where r.label_id <> 0 and r.subject_id is not null
"""
_WHOLE = """
do $$ begin
    if exists (select from feeds_record r join feeds_content c on c.record_id = r.id
               where r.label_id <> 0 and r.subject_id is not null and c.keys <> '{}'
                 and not exists (select from feeds_searchkey k where k.record_id = r.id)) then
        raise exception 'Some records found no keys: migrate again.';
    end if;
end $$
"""


def fill(apps: Any, schema_editor: Any) -> None:
    """Make the keys of what is already kept; identifiers are opened for it, and hashed."""
    from fourfold.records.feeds.domain.identifiers import IDENTIFIERS, Keys
    from fourfold.records.feeds.domain.search_keys import stored_keys

    contents = apps.get_model("feeds", "Content").objects.using(schema_editor.connection.alias)
    secret = settings.SECRET_KEY  # what it hashed becomes the first data key's
    keys = Keys(seal=str, hashed=lambda text, kind: keyed_hash(text, key=secret, kind=f"feeds-{kind}"))
    batch = []
    for one in contents.filter(record__subject__isnull=False).iterator(_BATCH):
        said = {
            field: unseal(text, key=secret, kind="feeds-identifier") if field in IDENTIFIERS else text
            for field, text in one.values.items()
        }
        one.keys = stored_keys(said, keys)
        batch.append(one)
        if len(batch) == _BATCH:
            contents.bulk_update(batch, ["keys"])
            batch.clear()
    contents.bulk_update(batch, ["keys"])
    if contents.exists():
        for statement in (_LABELS, _KEYS, _WHOLE):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Backwards the keys go, and names are found no more until records are handed in anew."""

    dependencies: ClassVar = [("feeds", "0004_credentials"), ("access", "0005_label_field")]

    operations: ClassVar = [
        migrations.DeleteModel("NameWord"),
        migrations.DeleteModel("IdentifierKey"),
        migrations.AddField("content", "keys", models.JSONField(default=dict)),
        migrations.CreateModel(
            name="SearchKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "record", "mac", "label_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("mac", models.BigIntegerField()),
                ("label_id", models.IntegerField(editable=False)),
                ("subject_id", models.UUIDField()),
                ("is_restricted", models.BooleanField()),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="feeds.record",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["mac", "label_id"],
                        include=("subject_id", "record", "is_restricted"),
                        name="search_key",
                    )
                ]
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

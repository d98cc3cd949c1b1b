"""Words of names get labels of their own, and the index by label holds whatever the wall asks of a record."""

from typing import ClassVar

from django.db import migrations, models

_LABELS = """
insert into access_label (id, holder_id, data_set, subject_kind, subject_role, handling, field)
select floor(random() * 2147483646)::integer + 1, l.holder_id, l.data_set, l.subject_kind, l.subject_role, l.handling, 'name'
from access_label l where l.field = '' and exists (select from feeds_nameword w where w.label_id = l.id)
on conflict do nothing
"""
_WORDS = """
update feeds_nameword w set label_id = named.id
from access_label l, access_label named
where w.label_id = l.id and l.field = '{before}' and named.field = '{after}'
  and (l.holder_id, l.data_set, l.subject_kind, l.subject_role, l.handling)
    = (named.holder_id, named.data_set, named.subject_kind, named.subject_role, named.handling)
"""
_WHOLE = """
do $$ begin
    if exists (select from feeds_nameword w left join access_label l on l.id = w.label_id
               where l.field is distinct from '{after}') then
        raise exception 'Some words of names found no label: migrate again.';
    end if;
end $$
"""


class Migration(migrations.Migration):
    """A word is found where a grant opens its record and names its name: the guard asks that of its label."""

    dependencies: ClassVar = [("feeds", "0001_initial"), ("access", "0005_label_field")]

    operations: ClassVar = [
        migrations.RunSQL(_LABELS, migrations.RunSQL.noop),
        migrations.RunSQL(_WORDS.format(before="", after="name"), _WORDS.format(before="name", after="")),
        migrations.RunSQL(_WHOLE.format(after="name"), _WHOLE.format(after="")),
        migrations.RemoveIndex(model_name="record", name="record_by_label"),
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["label_id", "-occurred_on"],
                include=("subject", "is_restricted", "id"),
                name="record_by_label",
            ),
        ),
    ]

"""Whom agencies held before there was a linkage waits for its first look, as whatever is delivered does."""

from typing import ClassVar

from django.db import migrations

# As the triggers of `rls/1_core.sql` do for what is seen from now on.
_WAIT = """
    insert into identity_touched (subject_id, is_paired)
    select distinct r.subject_id, false from feeds_record r
    where r.subject_id is not null and r.label_id <> 0
      and not exists (select from identity_description d where d.subject_id = r.subject_id)
"""


class Migration(migrations.Migration):
    """Mark the subjects of records that no run has looked at."""

    dependencies: ClassVar = [
        ("identity", "0005_changes_of_subject"),
        ("feeds", "0006_open_row_counts"),
    ]

    operations: ClassVar = [migrations.RunSQL(_WAIT, migrations.RunSQL.noop)]

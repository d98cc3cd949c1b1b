"""What only the database can hold: emergency access of four hours at most, and words that may be left out."""

from typing import ClassVar

from django.db import migrations

_DEFAULTS = (
    *(("relationship", "reference"), ("relationship", "reason")),
    *(("emergency", "reference"), ("exclusion", "reference")),
)


class Migration(migrations.Migration):
    """The longest period, and defaults for rows that other rooms write without a reference."""

    dependencies: ClassVar = [("access", "0003_facts")]

    operations: ClassVar = [
        migrations.RunSQL(
            "alter table access_emergency add constraint emergency_at_most_four_hours "
            "check (until <= since + interval '4 hours')",
            "alter table access_emergency drop constraint emergency_at_most_four_hours",
        ),
        *(
            migrations.RunSQL(
                f"alter table access_{table} alter column {column} set default ''",
                f"alter table access_{table} alter column {column} drop default",
            )
            for table, column in _DEFAULTS
        ),
    ]

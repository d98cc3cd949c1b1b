"""Labels of the keys by which records are found: a record's own, and whose field the keys are."""

from typing import ClassVar

from django.db import migrations, models

_KEY = ["holder_id", "data_set", "subject_kind", "subject_role", "handling"]


class Migration(migrations.Migration):
    """A label may carry a field."""

    dependencies: ClassVar = [("access", "0004_facts_integrity")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="label", name="label_once"),
        migrations.AddField(
            model_name="label", name="field", field=models.CharField(blank=True, default="", max_length=60)
        ),
        migrations.AddConstraint(
            model_name="label", constraint=models.UniqueConstraint(fields=[*_KEY, "field"], name="label_once")
        ),
    ]

"""A legal hold is over the whole person, under whichever of their references it was placed."""

from typing import ClassVar

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """The other subjects of the same person, as they were known when the hold was placed."""

    dependencies: ClassVar = [
        ('rights', '0002_handing_on_and_ending'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='legalhold',
            name='also',
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), default=list, editable=False, size=None
            ),
        ),
    ]

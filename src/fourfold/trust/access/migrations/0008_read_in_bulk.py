"""What is read in bulk for analysis is counted by itself."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A row for each user, hour and way of reading."""

    dependencies: ClassVar = [
        ('access', '0007_emergency_follows'),
    ]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name='readhour', name='read_hour_once'),
        migrations.AddField(
            model_name='readhour',
            name='is_bulk',
            field=models.BooleanField(default=False, db_default=False),
        ),
        migrations.AddConstraint(
            model_name='readhour',
            constraint=models.UniqueConstraint(fields=('user_id', 'hour', 'is_bulk'), name='read_hour_once'),
        ),
    ]

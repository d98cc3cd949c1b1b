"""Which subjects are held to be one person."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A subject, and the person whom it is held to be."""

    dependencies: ClassVar = [
        ('access', '0005_label_field'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='SamePerson',
            fields=[
                ('subject_id', models.UUIDField(primary_key=True, serialize=False)),
                ('person_id', models.UUIDField(db_index=True)),
            ],
            options={
                'verbose_name_plural': 'same people',
            },
        ),
    ]

"""Emergency access opens the whole person: each agency whose records it opens has a row of its own."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Which row was begun, and followed by this one about another agency's subject."""

    dependencies: ClassVar = [
        ('access', '0006_sameperson'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='emergency',
            name='follows_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name='emergency',
            constraint=models.UniqueConstraint(
                condition=models.Q(('follows_id__isnull', False)),
                fields=('follows_id', 'subject_id'),
                name='emergency_followed_once',
            ),
        ),
    ]

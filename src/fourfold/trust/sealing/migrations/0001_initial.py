"""The keys. An installation that had accounts before goes on with what its secret key sealed: that becomes key 1."""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

from fourfold.ground.kernel.sealing import seal


def first_keys(apps: Any, schema_editor: Any) -> None:
    """A data key and the lasting one."""
    connection = schema_editor.connection
    had_accounts = False
    if "partnership_user" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("select exists (select from partnership_user)")
            had_accounts = cursor.fetchone()[0]
    keys = apps.get_model("sealing", "Key").objects.using(connection.alias)
    for number in (0, 1):
        material = settings.SECRET_KEY if had_accounts else secrets.token_urlsafe(50)
        wrapped = seal(material, key=settings.SECRET_KEY, kind="data-key")
        keys.create(number=number, wrapped=wrapped, made_at=timezone.now())


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []

    operations: ClassVar = [
        migrations.CreateModel(
            name="Key",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("wrapped", models.TextField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("wrapped__startswith", "gAAAA")), name="sealing_key_wrapped"
                    )
                ]
            },
        ),
        migrations.RunPython(first_keys, migrations.RunPython.noop),
    ]

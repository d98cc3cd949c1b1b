"""Second factors that were kept in clear are sealed: app secrets, recovery seeds, and codes from elsewhere."""

from typing import Any

from django.conf import settings
from django.db import migrations

from fourfold.ground.kernel import sealing
from fourfold.trust.sealing import queries

KIND = "second-factor"


def _each(apps: Any, schema_editor: Any, turn: Any) -> None:
    rows = apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias)
    wanted = rows.filter(type__in=["totp", "recovery_codes"])
    before, done = wanted.count(), 0
    for row in wanted.select_for_update().order_by("pk"):
        for name in {"secret", "seed"} & row.data.keys():
            row.data[name] = turn(row.data[name])
        if "migrated_codes" in row.data:
            row.data["migrated_codes"] = [turn(code) for code in row.data["migrated_codes"]]
        row.save(update_fields=["data"])
        done += 1
    if not before == done == wanted.count():
        raise RuntimeError(f"Of {before} second factors, {done} were turned. Nothing is changed; run the upgrade again.")


def _sealed(clear: str) -> str:
    try:
        return queries.seal(clear, kind=KIND)
    except queries.NoKeys:  # an older installation: what its secret key sealed becomes its first data key's
        return sealing.seal(clear, key=settings.SECRET_KEY, kind=KIND)


def seal_all(apps: Any, schema_editor: Any) -> None:
    _each(apps, schema_editor, _sealed)


def unseal_all(apps: Any, schema_editor: Any) -> None:
    _each(apps, schema_editor, lambda sealed: queries.unseal(sealed, kind=KIND))


class Migration(migrations.Migration):
    dependencies = [("partnership", "0004_federation_integrity"), ("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(seal_all, unseal_all)]

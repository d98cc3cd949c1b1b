"""Second factors at rest: the database alone opens nothing, and an upgrade seals what stood in clear."""

import importlib
import json
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection
from django.test import Client
from tests.integration.trust.partnership.accounts import (
    SECRET,
    Account,
    code_at,
    confirm,
    enter,
    is_signed_in,
    sign_in,
)

from fourfold.ground.kernel.sealing import CannotUnseal
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import INSTALLATION
from fourfold.trust.partnership.signin import MFAAdapter
from fourfold.trust.sealing import queries

migration = importlib.import_module("fourfold.trust.partnership.migrations.0005_seal_second_factors")


def kept() -> dict[str, Any]:
    """What the database holds of every second factor, as text by type."""
    with connection.cursor() as cursor:
        cursor.execute("select type, data::text from mfa_authenticator order by id")
        return dict(cursor.fetchall())


def test_setting_up_an_app_leaves_no_clear_secret(client: Client, newcomer: Account) -> None:
    enter(client, newcomer.email)
    client.get("/accounts/second-factor/totp/activate/")
    confirm(client)
    client.get("/accounts/second-factor/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    client.post("/accounts/second-factor/totp/activate/", {"code": code_at(time.time(), secret)})
    mine = Authenticator.objects.filter(user_id=newcomer.user_id)
    assert {one.type for one in mine} >= {"totp"}
    for one in mine:
        text = json.dumps(one.data)
        assert secret not in text
        assert "gAAAA" in text
    assert "mfa.totp.secret" not in client.session, "the session forgets it, too"
    assert MFAAdapter().decrypt(mine.get(type="totp").data["secret"]) == secret


def test_no_second_factor_stands_in_clear() -> None:
    assert Authenticator.objects.exists()
    for one in Authenticator.objects.exclude(type="webauthn"):
        for name in {"secret", "seed"} & one.data.keys():
            assert one.data[name].startswith("gAAAA")


def test_another_secret_key_opens_none(settings: Any) -> None:
    sealed = MFAAdapter().encrypt(SECRET)
    settings.SECRET_KEY = "another installation's secret key"
    queries.forget()
    try:
        with pytest.raises(CannotUnseal, match="Put the former secret key back"):
            MFAAdapter().decrypt(sealed)
    finally:
        queries.forget()


class Editor:
    """As a migration has it."""

    connection = connection


def test_the_upgrade_seals_what_stood_in_clear_and_back(client: Client, newcomer: Account) -> None:
    with acting_as(INSTALLATION.actor):
        Authenticator.objects.all().delete()
    user = {"user_id": newcomer.user_id}
    Authenticator.objects.create(**user, type="totp", data={"secret": SECRET})
    Authenticator.objects.create(
        **user, type="recovery_codes", data={"seed": "5eed" * 20, "used_mask": 1, "migrated_codes": ["12345678"]}
    )
    before = kept()
    migration.seal_all(apps, Editor)
    after = kept()
    assert SECRET not in after["totp"]
    assert "5eed5eed" not in after["recovery_codes"]
    assert "12345678" not in after["recovery_codes"]
    assert json.loads(after["recovery_codes"])["used_mask"] == 1
    sign_in(client, newcomer)
    assert is_signed_in(client)
    migration.unseal_all(apps, Editor)
    assert kept() == before


def test_the_upgrade_stops_where_rows_are_missed(newcomer: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    Authenticator.objects.create(user_id=newcomer.user_id, type="totp", data={"secret": SECRET})
    monkeypatch.setattr("django.db.models.query.QuerySet.count", lambda _self: 1_000)
    with pytest.raises(RuntimeError, match="Nothing is changed"):
        migration.seal_all(apps, Editor)

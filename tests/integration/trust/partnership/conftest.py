"""Accounts for the tests of signing in. Imports stand inside: this file is read before Django is ready."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper
    from tests.integration.trust.partnership.accounts import Account
    from tests.people import Cast


@pytest.fixture(autouse=True)
def _forget_tries(db: None) -> None:
    """Tries are counted in the database's cache; each test begins with none."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _quick_hashes(settings: "SettingsWrapper") -> None:
    """A real hash takes a tenth of a second, on purpose. Who gets hashed is what the tests are about."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def newcomer(people: "Cast") -> "Account":
    """An administrator with a password and no second factor yet."""
    from tests.integration.trust.partnership.accounts import PASSWORD, Account

    from fourfold.ground.kernel.clock import now
    from fourfold.trust.partnership import operations
    from fourfold.trust.partnership.domain.roles import RoleKind
    from fourfold.trust.partnership.models import User
    from fourfold.trust.partnership.queries import agency_ids_by_key

    with people.ada.acting() as ada:
        new = operations.NewPerson(
            name="Nia New",
            agency_id=agency_ids_by_key()["kent-police"],
            kind=RoleKind.ADMINISTRATOR,
            email="nia.new@kent-police.example",
        )
        person = operations.add_person(actor=ada, now=now(), since=date(2025, 1, 1), new=new)
        role = person.roles.get()
    user = User.objects.get(pk=person.user_id)
    user.set_password(PASSWORD)
    user.save()
    return Account(user.email, user.pk, person.pk, role.pk)


@pytest.fixture
def settled(newcomer: "Account") -> "Account":
    """An administrator with a password and an authenticator app."""
    from allauth.mfa.models import Authenticator
    from tests.integration.trust.partnership.accounts import SECRET

    from fourfold.trust.partnership.signin import MFAAdapter

    Authenticator.objects.create(
        user_id=newcomer.user_id, type=Authenticator.Type.TOTP, data={"secret": MFAAdapter().encrypt(SECRET)}
    )
    return newcomer

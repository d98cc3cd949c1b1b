"""Secrets kept in the database open only with the installation's key, and only as what they are."""

import pytest

from fourfold.ground.kernel.sealing import CannotUnseal, seal, unseal


def test_what_is_sealed_comes_back() -> None:
    sealed = seal("whsec_ünder", key="k1", kind="webhook")
    assert "whsec" not in sealed
    assert unseal(sealed, key="k1", kind="webhook") == "whsec_ünder"


@pytest.mark.parametrize(("key", "kind"), [("k2", "webhook"), ("k1", "totp")])
def test_another_key_or_kind_opens_nothing(key: str, kind: str) -> None:
    sealed = seal("secret", key="k1", kind="webhook")
    with pytest.raises(CannotUnseal, match="secret key"):
        unseal(sealed, key=key, kind=kind)


def test_a_changed_text_is_noticed() -> None:
    sealed = seal("secret", key="k1", kind="webhook")
    changed = sealed[:-8] + ("A" if sealed[-8] != "A" else "B") + sealed[-7:]
    with pytest.raises(CannotUnseal):
        unseal(changed, key="k1", kind="webhook")

"""What a receiver that follows Standard Webhooks accepts, by the library of its authors."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from fourfold.trust.messages.domain.signing import headers, new_secret

BODY = json.dumps({"type": "action.updated", "data": {"id": "x"}})


def now() -> datetime:
    return datetime.now(UTC)


def test_it_verifies_with_either_secret_while_they_overlap() -> None:
    old, new, other = new_secret(), new_secret(), new_secret()
    signed = headers("id-1", now(), BODY, [new, old])
    assert Webhook(new).verify(BODY, signed) == json.loads(BODY)
    assert Webhook(old).verify(BODY, signed)
    with pytest.raises(WebhookVerificationError):
        Webhook(other).verify(BODY, signed)


@pytest.mark.parametrize("changed", ["body", "webhook-id", "webhook-timestamp"])
def test_nothing_may_be_changed(changed: str) -> None:
    secret = new_secret()
    signed = headers("id-1", now(), BODY, [secret])
    body = BODY + " " if changed == "body" else BODY
    if changed != "body":
        signed[changed] = "id-2" if changed == "webhook-id" else str(int(signed[changed]) + 1)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(body, signed)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_verifies(body: str) -> None:
    secret = new_secret()
    Webhook(secret).verify(body, headers("id", now(), body, [secret]), json_parse=False)


def test_secrets_are_long_and_each_their_own() -> None:
    first, second = new_secret(), new_secret()
    assert first != second
    assert first.startswith("whsec_")
    assert len(first) == 50

"""What of the room is sealed, for whoever changes the keys."""

from fourfold.trust.partnership.federation.client import SEALED_AS
from fourfold.trust.partnership.signin import SECOND_FACTOR
from fourfold.trust.sealing.operations import Sealed

SEALED = (
    Sealed("partnership_identityprovider", "sealed_secret", SEALED_AS),
    Sealed("mfa_authenticator", "data", SECOND_FACTOR, is_json=True),
)

"""How many requests one place may send in an hour, so that the inbox stays readable. No address is kept."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.sealing import keyed_hash

FROM_ONE_PLACE = 10
"""A school or a hostel has one address for all."""
FROM_ALL = 200
_HOUR = 3600


def may_send(request: HttpRequest) -> bool:
    """Count one more; whether it is within the limits of this hour."""
    hour = int(now().timestamp()) // _HOUR
    address = str(get_adapter().get_client_ip(request))
    place = keyed_hash(f"{address}/{hour}", key=settings.SECRET_KEY, kind="rights-limit").hex()
    return _count(f"rights:{place}") <= FROM_ONE_PLACE and _count(f"rights:all:{hour}") <= FROM_ALL


def _count(key: str) -> int:
    count = int(cache.get(key, 0)) + 1
    cache.set(key, count, _HOUR)
    return count

"""What the worker does for this room at night."""

from datetime import timedelta

from django.contrib.sessions.models import Session

from fourfold.ground.kernel.clock import now
from fourfold.trust.partnership.tasks import clear_sessions


def test_expired_sessions_are_removed_and_live_ones_stay(people: object) -> None:
    for key, until in (("old", now() - timedelta(hours=1)), ("live", now() + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=until)
    clear_sessions(0)
    assert set(Session.objects.values_list("session_key", flat=True)) == {"live"}

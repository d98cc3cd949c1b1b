"""Forms by mail for tests: a link, and browsers that open it."""

from uuid import UUID

from django.conf import settings
from django.test import Client
from tests.people import Colleague

from fourfold.accountability.chasing.operations.forms import Wanted, make_forms
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER


def link(to: Colleague, action_id: UUID) -> str:
    """The path of a new link for somebody, as the digest holds it."""
    with acting_as(CHASER.actor):
        made = make_forms(now=now(), wanted=[Wanted(to.user_id, to.person_id, action_id)])
    return made[to.user_id, action_id].removeprefix(settings.PUBLIC_ADDRESS)


def opened_in(browser: Client, path: str) -> Client:
    """The browser once it went on from the link."""
    answer = browser.post(path)
    assert answer.status_code == 302, answer.status_code
    return browser

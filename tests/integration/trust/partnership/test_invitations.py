"""The single-use link with which a new person sets a password."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.integration.trust.partnership.accounts import Account, confirm, enter, entries, is_signed_in, sign_in
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership import operations
from fourfold.trust.partnership.domain.roles import INSTALLATION
from fourfold.trust.partnership.models import Invitation, User

NEW = "eleven-slow-barges"


def invite(people: Cast, account: Account, ago: timedelta = timedelta(0)) -> str:
    with people.ada.acting() as ada:
        return operations.invite(actor=ada, now=now() - ago, person_id=account.person_id)


def address(token: str) -> str:
    return f"/invitations/{token}/"


def test_the_link_sets_a_password_once(client: Client, newcomer: Account, people: Cast) -> None:
    where = address(invite(people, newcomer))
    assert newcomer.email in client.get(where).content.decode()
    assert client.post(where, {"password": NEW})["Location"] == "/accounts/sign-in/"
    assert enter(Client(), newcomer.email, NEW).status_code == 302
    again = client.post(where, {"password": "fourteen-wet-otters"})
    assert again.status_code == 404
    assert User.objects.get(pk=newcomer.user_id).check_password(NEW)
    (entry,) = entries("partnership:set-password")
    assert (entry["actor"], entry["detail"]) == (f"person:{newcomer.user_id}", {"by": "invitation"})


@pytest.mark.parametrize("how", ["old", "replaced", "closed", "made up"])
def test_links_that_do_not_work_get_one_page(client: Client, newcomer: Account, people: Cast, how: str) -> None:
    token = invite(people, newcomer, timedelta(days=8) if how == "old" else timedelta(0))
    if how == "replaced":
        invite(people, newcomer)
    if how == "closed":
        with acting_as(INSTALLATION.actor):
            User.objects.filter(pk=newcomer.user_id).update(is_active=False)
    if how == "made up":
        token = "a" * 43
    for answer in (client.get(address(token)), client.post(address(token), {"password": NEW})):
        assert answer.status_code == 404
        assert "This link does not work any more" in answer.content.decode()
        assert newcomer.email not in answer.content.decode()


def test_a_weak_password_keeps_the_link(client: Client, newcomer: Account, people: Cast) -> None:
    where = address(invite(people, newcomer))
    answer = client.post(where, {"password": "password1234"})
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert client.post(where, {"password": NEW}).status_code == 302


def test_the_token_stays_out_of_caches_referrers_logs_and_the_database(
    client: Client, newcomer: Account, people: Cast, caplog: Any
) -> None:
    token = invite(people, newcomer)
    caplog.set_level("DEBUG")
    answer = client.get(address(token))
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "strict-origin"
    assert token not in caplog.text + str([vars(record) for record in caplog.records if record.name != "django.db"])
    with people.ada.acting():
        assert token not in str(list(Invitation.objects.values()))


def test_whoever_is_signed_in_here_is_signed_out_by_somebody_elses_link(
    client_of: ClientOf, newcomer: Account, people: Cast
) -> None:
    browser = client_of(people.ada)
    browser.post(address(invite(people, newcomer)), {"password": NEW})
    assert not is_signed_in(browser)


def test_the_door_of_the_link_opens_nothing_else(newcomer: Account, people: Cast) -> None:
    from fourfold.ground.kernel.actors import NOBODY, Actor, Service
    from fourfold.trust.partnership.models import Person, Role

    invite(people, newcomer)
    with acting_as(NOBODY):
        assert not Invitation.objects.exists()
    with acting_as(people.pat.actor):
        assert not Invitation.objects.exists()
    with acting_as(Actor.of_service(Service.INVITATION)):
        assert Invitation.objects.exists()
        assert not Person.objects.exists()
        assert not Role.objects.exists()


def test_the_administrator_sees_the_link_once(client: Client, settled: Account, people: Cast) -> None:
    sign_in(client, settled)
    confirm(client)
    page = client.post(f"/people/{people.pat.person_id}/invite/").content.decode()
    found = re.search(r'value="(http://testserver/invitations/[\w-]{43}/)"', page)
    assert found
    assert found[1] not in client.get(f"/people/{people.pat.person_id}/").content.decode()
    assert Client().get(found[1]).status_code == 200


def test_only_an_administrator_invites(people: Cast) -> None:
    with people.cora.acting() as cora, pytest.raises(NotAllowed):
        operations.invite(actor=cora, now=now(), person_id=people.pat.person_id)

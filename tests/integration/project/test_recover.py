"""`fourfold recover`: for an administrator whom no other administrator can help, and for nobody else."""

import re

import pytest
from allauth.mfa.models import Authenticator
from tests.people import Cast

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput
from fourfold.project.cli.recover import _let_in
from fourfold.trust.partnership.models import User
from fourfold.trust.partnership.operations.accounts import invitation_of


def test_an_administrator_gets_a_link_and_loses_the_second_factor(people: Cast) -> None:
    user = User.objects.get(pk=people.ada.user_id)
    removed, token = _let_in(user.email)
    assert removed >= 1
    assert not Authenticator.objects.filter(user=user).exists()
    assert re.fullmatch(r"[\w-]{43}", token)
    assert invitation_of(token, now=now()) == user


def test_nobody_else_is_let_in(people: Cast) -> None:
    user = User.objects.get(pk=people.pat.user_id)
    with pytest.raises(BadInput, match="no administrator"):
        _let_in(user.email)
    with pytest.raises(BadInput, match="no open account"):
        _let_in("nobody@example.org")

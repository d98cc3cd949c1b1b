"""Keeping the directory: the register of agencies, people and their roles, accounts."""

from fourfold.trust.partnership.operations.accounts import (
    accept_invitation,
    close_account,
    invitation_of,
    invite,
    remove_second_factors,
    reopen_account,
)
from fourfold.trust.partnership.operations.agencies import register_agencies
from fourfold.trust.partnership.operations.people import NewPerson, add_person, end_role, give_role

__all__ = [
    "NewPerson",
    "accept_invitation",
    "add_person",
    "close_account",
    "end_role",
    "give_role",
    "invitation_of",
    "invite",
    "register_agencies",
    "remove_second_factors",
    "reopen_account",
]

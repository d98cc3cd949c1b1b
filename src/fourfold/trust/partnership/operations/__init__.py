"""Keeping the directory: the register of agencies, people, their roles, absences and contact details, accounts."""

from fourfold.trust.partnership.operations.absence import NewAbsence, end_absence, record_absence
from fourfold.trust.partnership.operations.accounts import (
    accept_invitation,
    close_account,
    invitation_of,
    invite,
    remove_second_factors,
    reopen_account,
)
from fourfold.trust.partnership.operations.agencies import register_agencies
from fourfold.trust.partnership.operations.contacts import set_contact
from fourfold.trust.partnership.operations.leaving import HandOver, close_leavers, hand_over, mark_left
from fourfold.trust.partnership.operations.participation import expect_roles
from fourfold.trust.partnership.operations.people import NewPerson, add_person, end_role, give_role
from fourfold.trust.partnership.operations.training import record_training, remind_of_training

__all__ = [
    "HandOver",
    "NewAbsence",
    "NewPerson",
    "accept_invitation",
    "add_person",
    "close_account",
    "close_leavers",
    "end_absence",
    "end_role",
    "expect_roles",
    "give_role",
    "hand_over",
    "invitation_of",
    "invite",
    "mark_left",
    "record_absence",
    "record_training",
    "register_agencies",
    "remind_of_training",
    "remove_second_factors",
    "reopen_account",
    "set_contact",
]

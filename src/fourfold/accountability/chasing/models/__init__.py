"""What the chasing room keeps: spreadsheets brought back, forms sent by mail, digests, and each person's choice."""

from fourfold.accountability.chasing.models.digests import Digest, MailChoice, Sweep
from fourfold.accountability.chasing.models.forms import MailedForm
from fourfold.accountability.chasing.models.returns import Return

__all__ = ["Digest", "MailChoice", "MailedForm", "Return", "Sweep"]

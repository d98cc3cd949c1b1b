"""Agencies' own sign-in as pages show it: what was refused and what to do, and a provider for its administrators."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.trust.partnership.domain.federation import Refusal
from fourfold.trust.partnership.models import FederatedIdentity, IdentityProvider
from fourfold.trust.partnership.wording import between

_NO_ACCOUNT = gettext_lazy(
    "%(name)s knows you, but there is no open account for you here. Ask your administrator to add you, with the "
    "e-mail address that you have at work."
)
_AGAIN = gettext_lazy("This try to sign in is over. Start again from the sign-in page.")
_REFUSED = {
    Refusal.REPLAYED: _AGAIN,
    Refusal.NO_SUBJECT: gettext_lazy("%(name)s did not say who you are. Tell your administrator."),
    Refusal.UNVERIFIED: gettext_lazy(
        "%(name)s did not vouch for an e-mail address of yours, and the first time we know you by that. Tell your "
        "administrator: the agency’s own directory has to send a verified address."
    ),
    Refusal.CHANGED_SUBJECT: gettext_lazy(
        "%(name)s now names you in another way than before, so we can’t be sure that it is you. We told the "
        "administrators of the partnership. They make sure with your agency, then you can sign in again."
    ),
    Refusal.NOT_YOU: gettext_lazy("%(name)s confirmed somebody else than who is signed in here. Nothing was done."),
    Refusal.NOT_FRESH: gettext_lazy(
        "%(name)s did not ask you anew, so it confirms nothing. Use another way to confirm that it is you, or sign "
        "out and in again."
    ),
}


def after_refusal(row: IdentityProvider, why: Refusal) -> dict[str, Any]:
    """Why somebody was not let in, in a sentence or two. Of an account no more is said than that none is open."""
    return {"said": _REFUSED.get(why, _NO_ACCOUNT) % {"name": row.name}, "provider": row}


def after_trouble(row: IdentityProvider, *, exception: Exception | None, cancelled: bool) -> dict[str, Any]:
    """The provider was left, refused, or cannot be believed."""
    if cancelled:
        said = _("You left the sign-in of %(name)s before it was done. Nothing has happened.") % {"name": row.name}
    elif exception is None:
        said = str(_AGAIN)
    else:
        said = _(
            "The sign-in of %(name)s did not work. Try again in a few minutes. If it goes on, tell your "
            "administrator what stands below."
        ) % {"name": row.name}
    return {"said": said, "trouble": str(exception or ""), "provider": row}


def provider_rows(row: IdentityProvider) -> list[dict[str, str]]:
    """One provider, as a summary. Of the secret, only that there is one."""
    second = {
        "": _("We always ask for ours"),
        "acr": _("Theirs counts when acr is %(values)s"),
        "amr": _("Theirs counts when amr has %(values)s"),
    }[row.mfa_claim]
    return [
        {"key": _("Issuer"), "value": row.issuer},
        {"key": _("Client ID"), "value": row.client_id},
        {"key": _("Client secret"), "value": _("Kept sealed, never shown")},
        {"key": _("E-mail domains"), "value": ", ".join(row.domains)},
        {"key": _("Known by"), "value": row.subject_claim},
        {"key": _("Second factor"), "value": second % {"values": _(" or ").join(row.mfa_values)}},
        {
            "key": _("Passwords"),
            "value": _("Refused for its people, except for administrators")
            if row.is_required
            else _("Its people may use them, too"),
        },
    ]


def is_live(row: IdentityProvider, today: date) -> bool:
    """Whether people sign in by it today."""
    return row.since <= today and (row.until is None or row.until > today)


def line(row: IdentityProvider, today: date) -> dict[str, Any]:
    """One provider as a line of its agency's page."""
    return {"id": row.pk, "name": row.name, "years": between(row.since, row.until), "live": is_live(row, today)}


def identity_line(one: FederatedIdentity) -> dict[str, Any]:
    """Somebody who has signed in by it. The directory's own name for them is not shown."""
    return {"id": one.pk, "name": one.user.person.name, "person_id": one.user.person.pk, "since": one.linked_at}

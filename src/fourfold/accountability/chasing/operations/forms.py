"""Forms by mail: making links, binding one to a browser, using it once, and sending a new one."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.accountability.chasing.domain.links import LIVES, LinkState, digest_of, new_token
from fourfold.accountability.chasing.models import MailedForm
from fourfold.accountability.chasing.policies import Permission
from fourfold.accountability.chasing.queries.forms import DOOR, as_addressee, asked_by, opened, worth
from fourfold.accountability.plan.operations.updates import Progress, post_update
from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.clock import show_date, show_moment
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.operations import record
from fourfold.trust.messages.operations import Letter, LetterKind, write
from fourfold.trust.partnership.queries.correspondents import address_of_account

AGAIN_AFTER = timedelta(hours=1)
"""A new link for the same action is sent at most once in this time."""
MOST_A_DAY = 5
"""New links that one person may have sent in a day, whatever the action."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form to send: whom it is for, about which action, and with which digest it goes."""

    user_id: UUID
    person_id: UUID
    action_id: UUID
    digest_id: UUID | None = None


def make_forms(*, now: datetime, wanted: Sequence[Wanted]) -> dict[tuple[UUID, UUID], str]:
    """Make links, in the caller's transaction; the address of each by user and action. Earlier ones end.

    Two statements, whatever the number. The caller may write forms in the database: the chaser, or the door.
    """
    tokens = {(one.user_id, one.action_id): new_token() for one in wanted}
    before = MailedForm.objects.filter(
        user_id__in={one.user_id for one in wanted},
        action_id__in={one.action_id for one in wanted},
        used_at__isnull=True,
        revoked_at__isnull=True,
        made_at__lte=now,
    )
    MailedForm.objects.filter(
        pk__in=[
            pk for pk, user, action in before.values_list("pk", "user_id", "action_id") if (user, action) in tokens
        ]
    ).update(revoked_at=now)
    MailedForm.objects.bulk_create(
        [
            MailedForm(
                token_digest=digest_of(tokens[one.user_id, one.action_id]),
                action_id=one.action_id,
                user_id=one.user_id,
                person_id=one.person_id,
                digest_id=one.digest_id,
                made_at=now,
                expires_at=now + LIVES,
            )
            for one in wanted
        ],
        batch_size=2_000,
    )
    return {key: address_of(token) for key, token in tokens.items()}


def address_of(token: str) -> str:
    """The whole address of a link, as it stands in a mail."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('chasing:mailed-form', args=[token])}"


@transaction.atomic
def open_form(*, token: str, now: datetime) -> str | None:
    """Bind a fresh link to a browser: the secret for its cookie. None if the link is not fresh.

    Of two browsers that ask at once, one gets it.
    """
    browser = secrets.token_urlsafe(32)
    with acting_as(DOOR):
        found = opened(token, browser="", now=now)
        if found.form is None or found.state is not LinkState.FRESH:
            return None
        fresh = MailedForm.objects.filter(pk=found.form.pk, opened_digest="", used_at__isnull=True)
        if not fresh.update(opened_at=now, opened_digest=digest_of(browser)):
            return None
        _note(DOOR, now, found.form, {"opened": True})
    return browser


@transaction.atomic
def use_form(*, token: str, browser: str, now: datetime, progress: Progress) -> UUID:
    """Post the update as the person to whom the link was sent, and use the link up: both, or neither.

    Raises `Conflict` if the link is worth nothing in this browser (any more), `BadInput` for what the plan refuses,
    `NotAllowed` or `NotFound` where the person may not move the action.
    """
    with acting_as(DOOR):
        form = MailedForm.objects.select_for_update().filter(token_digest=digest_of(token)).first()
    if form is None or worth(form, browser=browser, now=now) is not LinkState.MINE:
        raise Conflict(_("This link has been used or has ended in the meantime."))
    said = asked_by(form)
    if said.refusal:
        raise BadInput.one(said.refusal)
    with as_addressee(form) as standing:
        update = post_update(actor=standing, now=now, action_id=form.action_id, progress=progress)
        _note(standing.actor, now, form, {"by": "mailed-form", "update": str(update.pk)})
    with acting_as(DOOR):
        MailedForm.objects.filter(pk=form.pk).update(used_at=now, update_id=update.pk)
        _write_receipt(form, now=now)
    return update.pk


def _write_receipt(form: MailedForm, *, now: datetime) -> None:
    """Tell the addressee that their link was used, without what was said."""
    address = address_of_account(form.user_id)
    if not address:
        return
    page = f"{settings.PUBLIC_ADDRESS}{reverse('plan:action-timeline', args=[form.action_id])}"
    body = _(
        "The link that we sent you was used on %(when)s to post an update in your name.\n\n"
        "You need do nothing if that was you.\n\n"
        "If it was not you, sign in and look at the update: %(page)s\n\n"
        "Then post a correction, and tell your agency's administrator today that somebody else used your mail. "
        "Nobody but you should open these links."
    ) % {"when": show_moment(now), "page": page}
    receipt = Letter(
        kind=LetterKind.FORM_RECEIPT,
        key=f"form-receipt:{form.pk}",
        to_user=form.user_id,
        address=address,
        subject=_("Your link was used"),
        body=body,
    )
    write(actor=DOOR, now=now, letter=receipt)


@transaction.atomic
def send_again(*, token: str, now: datetime) -> bool:
    """Send a new link for the same action to the same person; whether one was written.

    The answer is for tests: nobody who asks is told. Nothing is written for an unknown link, too soon after the
    last, or where the person may not move the action any more.
    """
    with acting_as(DOOR):
        old = MailedForm.objects.filter(token_digest=digest_of(token)).first()
        if old is None or _too_many(old, now):
            return False
    said, address = asked_by(old), address_of_account(old.user_id)
    if said.refusal or not address:
        return False
    with acting_as(DOOR):
        wanted = Wanted(old.user_id, old.person_id, old.action_id)
        links = make_forms(now=now, wanted=[wanted])
        letter = _new_link(old, said.title, links[old.user_id, old.action_id], address, now)
        _note(DOOR, now, old, {"sent_again": True})
        return write(actor=DOOR, now=now, letter=letter) is not None


def _too_many(old: MailedForm, now: datetime) -> bool:
    lately = MailedForm.objects.filter(user_id=old.user_id, digest__isnull=True, made_at__gt=now - timedelta(days=1))
    made = list(lately.values_list("action_id", "made_at"))
    same = [at for action, at in made if action == old.action_id and at > now - AGAIN_AFTER]
    return bool(same) or len(made) >= MOST_A_DAY


def _new_link(old: MailedForm, title: str, link: str, address: str, now: datetime) -> Letter:
    body = _(
        "You asked for a new link to say how this action goes:\n\n"
        "- %(title)s\n\n"
        "%(link)s\n\n"
        "It works once, in one browser, until %(until)s. Earlier links for this action have ended. "
        "If you did not ask for it, you need do nothing."
    ) % {"title": title, "link": link, "until": show_date(now + LIVES)}
    return Letter(
        kind=LetterKind.MAILED_FORM,
        key=f"mailed-form:{old.pk}:{int(now.timestamp())}",
        to_user=old.user_id,
        address=address,
        subject=_("A new link for “%(title)s”") % {"title": title},
        body=body,
    )


def _note(actor: Actor, now: datetime, form: MailedForm, detail: Mapping[str, object]) -> None:
    record(
        actor=actor,
        now=now,
        permission=Permission.USE_FORM,
        subject_kind="chasing.mailed-form",
        subject_id=form.pk,
        detail={"action": str(form.action_id), **detail},
    )

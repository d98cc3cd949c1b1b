"""What a person decides about a delivery: let a held one enter, refuse it, take it back, undo what it brought."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import Conflict
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.records.feeds import operations, policies
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.feeds.forms.deliveries import BecauseForm
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.policies import Permission
from fourfold.records.feeds.queries import deliveries as queries
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.domain.roles import Standing


@require_http_methods(["GET", "POST"])
def let_enter(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Let a held delivery enter, once somebody has looked at why it is held."""
    actor = standing(request)
    found = _looked_after(actor, delivery_id, Permission.DECIDE)
    if found.state != DeliveryState.HELD:
        raise Conflict(_("This delivery is not held. Look at how it stands now."))

    def act(because: str) -> None:
        operations.let_enter(actor=actor, now=now(), delivery_id=delivery_id, because=because)
        if actor.user_id:
            operations.work_off_after_commit(delivery_id, actor.user_id)

    page = FormPage(
        _("Let the rows enter"),
        then=reverse("feeds:delivery", args=[delivery_id]),
        caption=found.filename,
        submit=_("Let them enter"),
        intro=found.reason,
        said=_("The rows are entering."),
    )
    return _decide(request, page, act)


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Take a delivery back of which nothing is seen yet."""
    actor = standing(request)
    found = _looked_after(actor, delivery_id, Permission.DECIDE)
    if DeliveryState(found.state).is_over:
        raise Conflict(_("This delivery can no longer be taken back. Look at how it stands now."))
    page = FormPage(
        _("Take the file back"),
        then=reverse("feeds:delivery", args=[delivery_id]),
        caption=found.filename,
        submit=_("Take it back"),
        intro=_("None of its rows is seen by anybody, and the file is destroyed. You can send another afterwards."),
        said=_("The file is taken back. None of its rows has entered."),
    )
    return _decide(
        request,
        page,
        lambda because: operations.refuse(actor=actor, now=now(), delivery_id=delivery_id, because=because),
    )


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Undo a delivery: what it brought is no longer seen, what it corrected is seen again."""
    actor = standing(request)
    found = _looked_after(actor, delivery_id, Permission.UNDO)
    if found.state != DeliveryState.DELIVERED:
        raise Conflict(_("Only what has been delivered can be undone. Look at how it stands now."))
    page = FormPage(
        _("Undo the delivery"),
        then=reverse("feeds:delivery", args=[delivery_id]),
        caption=found.filename,
        submit=_("Undo it"),
        intro=_undoing(found),
        said=_("The delivery is undone. What it brought is no longer seen."),
    )
    return _decide(
        request,
        page,
        lambda because: operations.undo(actor=actor, now=now(), delivery_id=delivery_id, because=because),
    )


def _looked_after(actor: Standing, delivery_id: UUID, permission: Permission) -> Delivery:
    """The delivery, for who looks after it. Raises NotFound (hidden or absent), NotAllowed for colleagues."""
    found = queries.delivery(actor, delivery_id)
    require(
        policies.handle(actor, holder_id=found.holder_id, sent_by=found.sent_by),
        permission,
        subject_kind="delivery",
        subject_id=delivery_id,
    )
    return found


def _undoing(found: Delivery) -> str:
    return _(
        "The %(entered)s rows that it brought are no longer seen by anybody, and what they corrected is seen again. "
        "Nothing is deleted, and the same file can be sent once more."
    ) % {"entered": f"{found.counts.get('entered', 0):,}"}


def _decide(request: HttpRequest, page: FormPage, act: Callable[[str], object]) -> HttpResponse:
    form = BecauseForm(request.POST or None)
    return form_page(request, page, form, lambda: act(form.cleaned_data["because"]))

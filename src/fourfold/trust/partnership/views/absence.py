"""Being away, who covers, and how to be reached."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.clock import now, show_date, today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.trust.partnership import operations, policies
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.forms.work import AbsenceForm, BackForm, ContactForm
from fourfold.trust.partnership.models import Person, Role
from fourfold.trust.partnership.queries import person_for_actor, tenures_of
from fourfold.trust.partnership.queries.cover import absences_of, could_cover
from fourfold.trust.partnership.views import standing

form_view = require_http_methods(["GET", "HEAD", "POST"])


def _back_to(actor: Standing, person_id: UUID) -> str:
    """One's own page for oneself, else the person's."""
    if person_id == actor.person_id:
        return reverse("partnership:account")
    return reverse("partnership:person", args=[person_id])


@form_view
def contact(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Change how somebody is reached: one's own, or that of a person one administers."""
    actor = standing(request)
    person = person_for_actor(actor, person_id)
    allowed = policies.may_keep_contact(actor, person_id, tenures_of(person_id))
    policies.require(allowed, subject_id=person_id, permission=policies.Permission.KEEP_CONTACT)
    kept = getattr(person, "contact", None)
    initial = {"email": kept.email, "telephone": kept.telephone} if kept else {}
    form = ContactForm(request.POST or None, initial=initial)
    page = FormPage(
        title=_("How to reach you") if person_id == actor.person_id else _("How to reach them"),
        caption=person.name,
        then=_back_to(actor, person_id),
        intro=_("Everybody in the partnership with a role sees this."),
        said=_("The contact details are saved."),
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.set_contact(actor=actor, now=now(), person_id=person_id, **form.cleaned_data),
    )


def _to_be_covered(person: Person, day: date) -> list[Role]:
    """The roles that somebody may want covered: what they do for the agency, not that they work there."""
    kinds = set(RoleKind) - {RoleKind.MEMBER, RoleKind.ADMINISTRATOR, RoleKind.AGENCY_ADMINISTRATOR}
    live = [role for role in person.roles.all() if role.since <= day and (role.until is None or role.until > day)]
    return [role for role in live if RoleKind(role.kind) in kinds]


def _require(actor: Standing, person_id: UUID, day: date) -> None:
    allowed = policies.may_keep_absence(actor, person_id, tenures_of(person_id), on=day)
    policies.require(allowed, subject_id=person_id, permission=policies.Permission.KEEP_ABSENCE)


@form_view
def away(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Record that somebody is away, and who covers each of their roles."""
    actor, day = standing(request), today()
    person = person_for_actor(actor, person_id)
    _require(actor, person_id, day)
    roles = _to_be_covered(person, day)
    form = AbsenceForm(
        request.POST or None, roles=roles, able=could_cover([role.pk for role in roles], on=day), today=day
    )

    def keep() -> None:
        asked = form.cleaned_data
        new = operations.NewAbsence(person_id, asked["since"], asked["until"], form.covers)
        operations.record_absence(actor=actor, now=now(), new=new)

    mine = person_id == actor.person_id
    page = FormPage(
        title=_("You are away") if mine else _("Somebody is away"),
        caption=person.name,
        then=_back_to(actor, person_id),
        intro=_(
            "The directory then says who covers. Covering opens nothing new: a colleague moves the agency's actions "
            "already. We do not ask why."
        ),
        submit=_("Save"),
        said=_("The absence is saved. The directory says who covers."),
    )
    return form_page(request, page, form, keep)


@form_view
def back(request: HttpRequest, person_id: UUID, absence_id: UUID) -> HttpResponse:
    """End an absence earlier than planned, or call it off."""
    actor, day = standing(request), today()
    person = person_for_actor(actor, person_id)
    _require(actor, person_id, day)
    found = next((one for one in absences_of(actor, person_id, on=day) if one.absence_id == absence_id), None)
    if found is None:
        raise NotFound("partnership.absence", absence_id)
    form = BackForm(request.POST or None, today=day)
    page = FormPage(
        title=_("Back earlier"),
        caption=person.name,
        then=_back_to(actor, person_id),
        intro=_("Away from %(since)s, back on %(until)s.")
        % {"since": show_date(found.since), "until": show_date(found.until)},
        submit=_("End the absence"),
        said=_("The absence is ended, and its cover with it."),
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.end_absence(
            actor=actor, now=now(), absence_id=absence_id, until=form.cleaned_data["until"]
        ),
    )

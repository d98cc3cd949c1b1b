"""Training in information sharing: writing down that somebody did it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.trust.partnership import operations, policies
from fourfold.trust.partnership.forms.training import TrainingForm
from fourfold.trust.partnership.queries import person_for_actor, tenures_of
from fourfold.trust.partnership.views import standing


@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write down that somebody did their training in information sharing."""
    actor, day = standing(request), today()
    person = person_for_actor(actor, person_id)
    allowed = policies.may_record_training(actor, person_id, tenures_of(person_id), on=day)
    policies.require(
        allowed,
        subject_id=person_id,
        permission=policies.Permission.RECORD_TRAINING,
        reason=policies.NOT_YOURS_TO_TRAIN,
    )
    form = TrainingForm(request.POST or None, today=day)
    page = FormPage(
        title=_("Training in information sharing"),
        caption=person.name,
        then=reverse("partnership:person", args=[person_id]),
        intro=_("While it holds, records of people may be shown to them. Passing on a worry never needs it."),
        said=_("The training is written down."),
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.record_training(actor=actor, now=now(), person_id=person_id, **form.cleaned_data),
    )

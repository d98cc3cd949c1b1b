"""The directory of people, and one's own page."""

from datetime import date
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.web.tables import Paging
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.finding import PersonFilter, agencies_with_people, find_people, own_account
from fourfold.trust.partnership.forms.directory import PersonFilterForm, asked
from fourfold.trust.partnership.models import Person
from fourfold.trust.partnership.policies import may_administer, may_keep_some
from fourfold.trust.partnership.presenters import people as present
from fourfold.trust.partnership.presenters.around import parts
from fourfold.trust.partnership.presenters.cover import AbsenceLine, absence_line
from fourfold.trust.partnership.presenters.training import training
from fourfold.trust.partnership.queries import person_for_actor
from fourfold.trust.partnership.queries.cover import absences_of
from fourfold.trust.partnership.queries.standing import FACTORS
from fourfold.trust.partnership.queries.training import trainings_of
from fourfold.trust.partnership.sessions import lasting
from fourfold.trust.partnership.views import standing


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with a live role, by name; `?q=`, `?agency=` and `?role=` choose among them."""
    actor = standing(request)
    administers = may_administer(actor)
    agencies = agencies_with_people(actor)
    form = PersonFilterForm(request.GET, agencies=agencies, with_leavers=administers)
    answers = asked(form)
    wanted = PersonFilter(
        agency=UUID(answers["agency"]) if answers["agency"] else None,
        role=RoleKind(answers["role"]) if answers["role"] else None,
        words=answers["q"],
        leavers=bool(answers.get("leavers")),
    )
    found = find_people(actor, wanted)
    total = found.count()
    paging = Paging.read(request.GET, total)
    context = {
        "filters": form,
        "active": sum(bool(answer) for answer in answers.values()),
        "rows": [present.row(person) for person in found[paging.window]],
        "total": total,
        "shown": present.shown(wanted, agencies),
        "paging": paging,
        "administers": administers,
        "adds": may_keep_some(actor),
        "parts": parts("partnership:people"),
    }
    return render(request, "partnership/people.html", context)


@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person: the roles they hold and held, how to reach them, who covers; to administrators, their account."""
    actor, day = standing(request), today()
    found = person_for_actor(actor, person_id)
    told = present.page(actor, found, today=day)
    keeps = told.may.keep_account
    context = {
        "person": told,
        "absences": _absences(actor, found, day),
        "account_state": present.account_of(found, now=now()) if keeps else None,
        "has_factor": keeps and found.user is not None and is_mfa_enabled(found.user, FACTORS),
        "training": training(trainings_of(actor, found.pk), today=day) if told.may.train else None,
        "myself": found.pk == actor.person_id,
    }
    return render(request, "partnership/person.html", context)


def _absences(actor: Standing, person: Person, day: date) -> list[AbsenceLine]:
    roles = {role.pk: role for role in person.roles.all()}
    return [absence_line(away, roles, today=day) for away in absences_of(actor, person.pk, on=day)]


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """You: roles, how you are reached, when you are away, how you sign in, and how long this session lasts."""
    actor, day = standing(request), today()
    user = own_account(actor)
    me = person_for_actor(actor, actor.person_id) if actor.person_id else None
    context = {
        "me": actor,
        "user": user,
        "person": present.page(actor, me, today=day) if me else None,
        "absences": _absences(actor, me, day) if me else [],
        "training": training(trainings_of(actor, me.pk) if me else [], today=day),
        "has_factor": is_mfa_enabled(user, FACTORS),
        "session": lasting(request),
    }
    return render(request, "partnership/account.html", context)

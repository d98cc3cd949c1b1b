"""The directory of people, and one's own page."""

from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.web.tables import Paging
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.finding import PersonFilter, agencies_with_people, find_people, own_account
from fourfold.trust.partnership.forms.directory import PersonFilterForm, asked
from fourfold.trust.partnership.policies import may_administer
from fourfold.trust.partnership.presenters import people as present
from fourfold.trust.partnership.queries import person_for_actor
from fourfold.trust.partnership.second_factor import FACTORS
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
    }
    return render(request, "partnership/people.html", context)


@require_safe
def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person with the roles they hold and held; for administrators, their account."""
    actor = standing(request)
    found = person_for_actor(actor, person_id)
    administers = may_administer(actor)
    context = {
        "person": present.page(found, today=today()),
        "administers": administers,
        "account_state": present.account_of(found, now=now()) if administers else None,
        "has_factor": administers and found.user is not None and is_mfa_enabled(found.user, FACTORS),
        "myself": found.pk == actor.person_id,
    }
    return render(request, "partnership/person.html", context)


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """You: roles, how you sign in, and how long this session lasts."""
    actor = standing(request)
    user = own_account(actor)
    context = {
        "me": actor,
        "user": user,
        "has_factor": is_mfa_enabled(user, FACTORS),
        "session": lasting(request),
    }
    return render(request, "partnership/account.html", context)

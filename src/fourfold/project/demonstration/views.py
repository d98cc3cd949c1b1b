"""One click per role. These views are routed only while the demonstration is on, which serves loopback alone."""

from pathlib import Path

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.tables import Paging
from fourfold.project.demonstration import mail as folder
from fourfold.project.demonstration.cast import CAST
from fourfold.trust.access.middleware import standing
from fourfold.trust.messages.rendering import blocks
from fourfold.trust.partnership.queries import account_by_email, known_register

BACKEND = "fourfold.trust.partnership.signin.SignInBackend"
BY_PLACE = {character.key.replace(".", "-"): character for character in CAST if character.signs_in}


@login_not_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The roles to sign in as."""
    context = {"places": BY_PLACE, "agencies": _agency_names(), "next": request.GET.get("next", "")}
    return render(request, "project/choose.html", context)


def _agency_names() -> dict[str, str]:
    register = known_register()
    return {character.agency: register[character.agency].name for character in BY_PLACE.values()}


@login_not_required
@require_POST
def sign_in(request: HttpRequest, place: str) -> HttpResponse:
    """Sign in as one of the cast. Raises `NotFound` for anybody else: only made-up accounts open this way."""
    character = BY_PLACE.get(place)
    user = account_by_email(character.email) if character else None
    if user is None or not user.is_demonstration or not _is_on_loopback(request):
        raise NotFound("demonstration.person", place)
    login(request, user, backend=BACKEND)
    record_authentication(request, user, method="demonstration")
    wanted = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return redirect(wanted if here else "plan:today")


def _is_on_loopback(request: HttpRequest) -> bool:
    """Whether the request came over loopback and asked for it by name, whatever server runs us."""
    host = request.get_host().rsplit(":", 1)[0]
    return request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and host in ("localhost", "127.0.0.1", "[::1]")


@require_http_methods(["GET", "HEAD", "POST"])
def step_up(request: HttpRequest) -> HttpResponse:
    """Confirm in one click that one is who one plays, then go on with what was asked. Real people use a password."""
    where = standing(request)
    if not where.is_demonstration:
        raise NotFound("demonstration.person")
    if request.method == "POST":
        record_authentication(request, request.user, method="demonstration", reauthenticated=True)
        return resume_request(request) or redirect("plan:today")
    return render(request, "project/step_up.html", {"name": where.name, "next": request.GET.get("next", "")})


@login_not_required
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """The letters in the demonstration's folder, newest first."""
    place = _mail_folder(request)
    names = folder.names(place)
    paging = Paging.read(request.GET, len(names))
    letters = folder.read_all(place, names[paging.window])
    return render(request, "project/mail.html", {"letters": letters, "total": len(names), "paging": paging})


@login_not_required
@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """One letter, with links that lead to this demonstration."""
    found = folder.read(_mail_folder(request), name)
    if found is None:
        raise NotFound("demonstration.letter", name)
    here = folder.led_here(found.text, request.build_absolute_uri("/"))
    context = {"letter": found, "blocks": list(blocks(here)), "sender": settings.MAIL_FROM}
    return render(request, "project/letter.html", context)


def _mail_folder(request: HttpRequest) -> Path:
    """Where the mail lies. Its letters hold links that work, so they are read on this machine alone."""
    if settings.MAIL_FOLDER is None or not _is_on_loopback(request):
        raise NotFound("demonstration.mail")
    return settings.MAIL_FOLDER

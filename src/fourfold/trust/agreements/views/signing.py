"""For a party: signing, joining, suspending, resuming, leaving."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from fourfold.ground.documents import to_html
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import Conflict, NotAllowed
from fourfold.ground.web.form_pages import CONFLICT, FormPage, form_page, show
from fourfold.trust.access.domain.decisions import Decision, require
from fourfold.trust.access.middleware import standing
from fourfold.trust.access.step_up import require_step_up
from fourfold.trust.agreements import operations, policies
from fourfold.trust.agreements.domain.life import SIGNERS, roles_needed
from fourfold.trust.agreements.domain.terms import AgreementKind, State
from fourfold.trust.agreements.forms.acts import AccedeForm, ConfirmForm, SignForm, WhyForm
from fourfold.trust.agreements.models import Party
from fourfold.trust.agreements.operations.locks import party_of
from fourfold.trust.agreements.paper.summary import summary_of
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.agreements.policies import Permission
from fourfold.trust.agreements.presenters import versions as present
from fourfold.trust.agreements.presenters.agencies import named_agencies
from fourfold.trust.agreements.presenters.reading import document_for
from fourfold.trust.agreements.queries.reading import reading
from fourfold.trust.agreements.views.shared import look_at, version_page
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agencies_to_choose

CHANGED = "The text is not the one that you opened. Read it again before you sign."


@require_http_methods(["GET", "POST"])
@require_step_up
def sign(request: HttpRequest, version_id: UUID, party_id: UUID) -> HttpResponse:
    """The text, what it opens in plain words, and the signature."""
    actor = standing(request)
    party = party_of(actor, version_id, party_id)
    _may_sign(actor, party)
    found = reading(actor, version_id)
    words = Words(catalogue(actor))
    form = SignForm(request.POST or None, initial={"seen_hash": found.version.text_hash})
    page = version_page(
        found.version,
        f"Sign for {party.named}",
        submit="Sign",
        said="You have signed. Thank you.",
        template="agreements/sign.html",
        more={
            "version": found.version,
            "party": party,
            "hash": present.hash_of(found.version),
            "summary": summary_of(found.terms, words, (party.agency_id,)),
            "document": to_html(document_for(found, words, today=today()), level=3),
            "is_open": found.version.state == State.SIGNING,
        },
    )

    def act() -> None:
        operations.sign(
            actor=actor,
            now=now(),
            version_id=version_id,
            party_id=party_id,
            seen_hash=form.cleaned_data["seen_hash"],
        )

    return _over_the_same_text(request, page, form, act, found.version.text_hash)


def _may_sign(actor: Standing, party: Party) -> None:
    kind = AgreementKind(party.version.agreement.kind)
    said = [policies.sign(actor, party.agency_id, needed=needed) for needed in roles_needed(kind)]
    if not any(said):
        raise NotAllowed(Permission.SIGN, said[0].reason, subject_kind="agreement.party", subject_id=str(party.pk))


def _over_the_same_text(
    request: HttpRequest, page: FormPage, form: SignForm, act: Callable[[], None], text_hash: str
) -> HttpResponse:
    """The form; over another text it is shown again with that text, to be read anew."""
    try:
        return form_page(request, page, form, act)
    except Conflict:
        typed = request.POST.copy()
        typed["seen_hash"] = text_hash
        typed.pop("has_read", None)
        form.data = typed
        form.add_error(None, CHANGED)
        response = show(request, page, form)
        response.status_code = CONFLICT
        return response


@require_http_methods(["GET", "POST"])
@require_step_up
def accede(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Join an agreement in force."""
    look = look_at(request, version_id)
    mine = policies.offices(look.actor, SIGNERS)
    if not mine:
        require(policies.sign(look.actor, UUID(int=0)), Permission.ACCEDE, subject_kind="agreement.version")
    everybody = agencies_to_choose(look.actor)
    found = reading(look.actor, version_id)
    words = Words(catalogue(look.actor))
    form = AccedeForm(
        request.POST or None,
        agencies=[(str(key), name) for key, name in everybody if key in mine],
        initial={"seen_hash": look.version.text_hash},
    )
    page = version_page(
        look.version,
        "Join this agreement",
        submit="Sign and join",
        said="Your agency has joined.",
        template="agreements/sign.html",
        more={
            "version": look.version,
            "hash": present.hash_of(look.version),
            "summary": summary_of(found.terms, words, mine),
            "document": to_html(document_for(found, words, today=today()), level=3),
            "is_open": look.version.state == State.IN_FORCE,
        },
    )

    def act() -> None:
        said = form.cleaned_data
        others = named_agencies(said["on_behalf_of"], everybody)
        operations.accede(
            actor=look.actor,
            now=now(),
            version_id=version_id,
            joining=operations.Joining(UUID(said["agency"]), tuple(others)),
            seen_hash=said["seen_hash"],
        )

    return _over_the_same_text(request, page, form, act, look.version.text_hash)


def _party_to(
    request: HttpRequest,
    version_id: UUID,
    party_id: UUID,
    policy: Callable[[Standing, UUID], Decision],
    permission: Permission,
) -> tuple[Standing, Party]:
    """Who acts, and the party whose part they may close or open. Raises `NotFound`, `NotAllowed`."""
    actor = standing(request)
    party = party_of(actor, version_id, party_id)
    require(policy(actor, party.agency_id), permission, subject_kind="agreement.party", subject_id=party_id)
    return actor, party


@require_http_methods(["GET", "POST"])
def suspend(request: HttpRequest, version_id: UUID, party_id: UUID) -> HttpResponse:
    """Close a party's part at once."""
    actor, party = _party_to(request, version_id, party_id, policies.suspend, Permission.SUSPEND)
    form = WhyForm(request.POST or None)
    page = version_page(
        party.version,
        f"Suspend the part of {party.named}",
        submit="Suspend at once",
        said="The part is suspended. Nothing is shared under it from this moment on.",
        intro="Everything that this agency gives and gets under the agreement closes with the next click of anybody, "
        "in open pages too. The other parties read why. You can open it again.",
        template="web/layouts/checked_form.html",
    )

    def act() -> None:
        said = form.cleaned_data
        operations.suspend(
            actor=actor, now=now(), version_id=version_id, party_id=party_id, why=said["why"], checked=said["checked"]
        )

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
@require_step_up
def resume(request: HttpRequest, version_id: UUID, party_id: UUID) -> HttpResponse:
    """Open a party's part again."""
    actor, party = _party_to(request, version_id, party_id, policies.suspend, Permission.SUSPEND)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = version_page(
        party.version,
        f"Resume the part of {party.named}",
        submit="Open it again",
        said="The part is open again.",
        intro="What the schedule says for this agency opens again, until the end that it names.",
    )

    def act() -> None:
        operations.resume(actor=actor, now=now(), version_id=version_id, party_id=party_id)

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, version_id: UUID, party_id: UUID) -> HttpResponse:
    """Take a party out for good."""
    actor, party = _party_to(request, version_id, party_id, policies.withdraw, Permission.WITHDRAW)
    form = WhyForm(request.POST or None)
    page = version_page(
        party.version,
        f"Take {party.named} out of this agreement",
        submit="Leave the agreement",
        said="The agency has left the agreement.",
        intro="Everything that it gives and gets under the agreement closes at once. To come back, it signs the next "
        "version.",
        template="web/layouts/checked_form.html",
    )

    def act() -> None:
        said = form.cleaned_data
        operations.leave(
            actor=actor, now=now(), version_id=version_id, party_id=party_id, why=said["why"], checked=said["checked"]
        )

    return form_page(request, page, form, act)

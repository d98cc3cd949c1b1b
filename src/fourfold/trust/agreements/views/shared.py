"""What the pages of a version share: who looks, the version, and where its pages lead."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from fourfold.ground.kernel.clock import today
from fourfold.ground.web.form_pages import FormPage
from fourfold.trust.access.domain.decisions import Decision, require
from fourfold.trust.access.middleware import standing
from fourfold.trust.agreements import policies
from fourfold.trust.agreements.models import Version
from fourfold.trust.agreements.policies import Permission, VersionFacts
from fourfold.trust.agreements.presenters import versions as present
from fourfold.trust.agreements.queries.visibility import facts_of, version_for_actor
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody who looks at a version."""

    actor: Standing
    version: Version
    facts: VersionFacts


def look_at(request: HttpRequest, version_id: UUID) -> Look:
    """The version for whoever asks. Raises `NotFound`."""
    actor = standing(request)
    version = version_for_actor(actor, version_id)
    return Look(actor, version, facts_of(version))


def to_draft(request: HttpRequest, version_id: UUID) -> Look:
    """The version, for a page that changes its words. Raises `NotFound` or `NotAllowed`."""
    look = look_at(request, version_id)
    return _let(look, policies.draft(look.actor, look.facts))


def to_move(request: HttpRequest, version_id: UUID) -> Look:
    """The version, for a page that moves it on. Raises `NotFound` or `NotAllowed`."""
    look = look_at(request, version_id)
    return _let(look, policies.move(look.actor, look.facts))


def _let(look: Look, decision: Decision) -> Look:
    require(decision, Permission.DRAFT, subject_kind="agreement.version", subject_id=look.version.pk)
    return look


def frame(look: Look, here: str) -> dict[str, Any]:
    """What every page of a version shows around its part."""
    comments = look.version.comments.count()
    return {
        "version": look.version,
        "identity": present.identity(look.version, today()),
        "tabs": present.tabs(look.version, here, comments),
        "crumbs": [*present.crumbs(look.version)[:1], {"text": look.version.title}],
        "may_draft": bool(policies.draft(look.actor, look.facts)),
        "may_move": bool(policies.move(look.actor, look.facts)),
        "may_comment": bool(policies.comment(look.actor, look.facts)),
    }


def version_page(version: Version, title: str, *, to: str = "agreements:version", **around: Any) -> FormPage:
    """A form's page that belongs to a version."""
    around = {"then": reverse(to, args=[version.pk]), "caption": version.title} | around
    return FormPage(title=title, **around)

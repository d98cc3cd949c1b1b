"""What every page shows around its content: the service navigation, where one stands, the demonstration's banner."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_resolver, reverse
from django.utils.translation import gettext as _

from fourfold.trust.access.domain.decisions import Purpose
from fourfold.trust.partnership.domain.roles import NOWHERE, RoleKind, Standing

ITEMS = [
    ("Today", "plan:today", ()),
    (
        "Plans",
        "plan:plans",
        (
            *("plan:plan", "plan:strand", "plan:timeline", "plan:import", "plan:review", "plan:columns"),
            *("plan:prepare", "plan:next", "plan:carried", "plan:settle", "plan:compare", "plan:factor"),
            *("indicators:", "publishing:"),
        ),
    ),
    ("Actions", "plan:actions", ("plan:action", "governance:escalate", "chasing:return", "chasing:take-out")),
    (
        "Boards",
        "boards:boards",
        ("boards:", "governance:overs", "governance:changes", "governance:fill", "governance:review"),
    ),
    (
        "Directory",
        "partnership:directory",
        (
            *("partnership:agenc", "partnership:people", "partnership:person", "partnership:gaps"),
            *("partnership:role", "partnership:hand-over", "partnership:leave", "partnership:expected"),
            *("governance:register", "governance:policy", "governance:enter", "governance:edit", "governance:check"),
        ),
    ),
    (
        "People",
        "identity:find",
        (
            *(
                "identity:person",
                "identity:new",
                "feeds:record",
                "feeds:data-set",
                "access:emergenc",
                "access:work",
                "access:conflict",
            ),
            *("access:declare", "access:purpose", "feeds:deliver", "feeds:contract", "feeds:waiting-row"),
            *("feeds:api", "feeds:credential", "feeds:open", "reports:", "datasets:"),
            *("identity:review", "identity:question", "identity:linkage", "identity:run", "identity:area"),
        ),
    ),
    ("Analysis", "profiles:profiles", ("profiles:",)),
    (
        "Sharing",
        "agreements:agreements",
        ("agreements:", "requests:", "catalogue:", "feeds:look-up"),
    ),
    ("Search", "plan:search", ()),
]
SECTIONS = (
    (
        ("Find a person", "identity:find"),
        ("Review and linkage", "identity:review"),
        ("Data sets", "feeds:data-sets"),
        ("Deliveries", "feeds:deliveries"),
        ("Feeds", "feeds:contracts"),
        ("Data quality", "reports:quality"),
        ("Missing children", "reports:missing-children"),
        ("My area", "reports:areas"),
        ("Data for analysis", "datasets:extracts"),
        ("Who works with whom", "access:work"),
        ("Emergency access", "access:emergencies"),
        ("Conflicts", "access:conflicts"),
    ),
    (
        ("Agreements", "agreements:agreements"),
        ("Requests", "requests:requests"),
        ("What can be shared", "catalogue:data-sets"),
        ("The law", "catalogue:law"),
        ("Record of processing", "agreements:processing"),
        ("Look-ups", "feeds:look-ups"),
    ),
)
"""The pages that stand side by side in one part of the service; each of them leads to the others."""
WITHIN = dict.fromkeys(("identity:review-decided", "identity:linkage", "identity:runs"), "identity:review")
"""Pages with tabs of their own, and the page beside others to which they belong."""
FOR_COORDINATORS = [("Chasing", "chasing:chasing", ("chasing:chase-now",))]
FOR_OFFICERS = [("Oversight", "oversight:search", ("oversight:", "access:exclu", "access:mark"))]
"""For data protection officers."""
FOR_ANSWERERS = [("Rights", "rights:requests", ("rights:",))]
"""For data protection and accountable officers, who answer people about their own data."""
FOR_ADMINISTRATORS = [
    (
        "Messages",
        "partnership:outbox",
        ("partnership:message", "partnership:undeliverable", "partnership:webhook"),
    ),
]


def page_context(request: HttpRequest) -> dict[str, Any]:
    """The context that layouts read on every page. Makes no query."""
    found: Standing = getattr(request, "standing", NOWHERE)
    return {
        "navigation": _navigation(request, found) if found.is_active else [],
        "section": _section(request) if found.is_active else [],
        "account": _account(found),
        "standing": _where(request, found),
        "purpose": _purpose(request),
        "demonstration": {"mail": _mail()} if settings.DEMONSTRATION else None,
        "footer_links": [{"text": _("Your data and your rights"), "href": reverse("rights:public")}],
    }


def _mail() -> str:
    """Where the demonstration's mail is opened; empty where its addresses are not routed."""
    return reverse("demonstration:mail") if "demonstration" in get_resolver().namespace_dict else ""


def _navigation(request: HttpRequest, found: Standing) -> list[dict[str, Any]]:
    match = request.resolver_match
    here = match.view_name if match else ""
    items = [
        *ITEMS,
        *(FOR_COORDINATORS if found.has(RoleKind.PLAN_COORDINATOR) else []),
        *(FOR_OFFICERS if found.has(RoleKind.DATA_PROTECTION_OFFICER) else []),
        *(
            FOR_ANSWERERS
            if found.has(RoleKind.DATA_PROTECTION_OFFICER) or found.has(RoleKind.ACCOUNTABLE_OFFICER)
            else []
        ),
        *(FOR_ADMINISTRATORS if found.has(RoleKind.ADMINISTRATOR) else []),
    ]
    return [
        {"text": text, "href": reverse(name), "active": here == name or here.startswith(beneath)}
        for text, name, beneath in items
    ]


def _section(request: HttpRequest) -> list[dict[str, Any]]:
    match = request.resolver_match
    here = match.view_name if match else ""
    here = WITHIN.get(here, here)
    beside = next((section for section in SECTIONS if here in (name for _text, name in section)), ())
    return [{"text": text, "href": reverse(name), "active": name == here} for text, name in beside]


def _account(found: Standing) -> dict[str, str] | None:
    if found.user_id is None:
        return None
    return {
        "name": found.name,
        "href": reverse("partnership:account"),
        "sign_out": reverse("account_logout"),
    }


def _purpose(request: HttpRequest) -> dict[str, str] | None:
    """For what one looks at personal data, and where that is changed; none on pages without any."""
    if not getattr(request, "purpose", ""):
        return None
    # A page of nothing carries nothing of its address: hidden and absent are the same, byte for byte.
    failed = getattr(request, "failed", False)
    back = "" if failed else "?" + urlencode({"then": request.get_full_path()})
    label: str = request.purpose_label  # type: ignore[attr-defined]
    return {"label": label[:1].lower() + label[1:], "href": f"{reverse('access:purpose')}{back}"}


def _where(request: HttpRequest, found: Standing) -> list[str]:
    """As whom and for what one is looking: `Kent Police · the plan · Gangs champion`."""
    if found.home is None:
        return []
    if getattr(request, "purpose", ""):
        return [found.home.agency_name]
    return [found.home.agency_name, Purpose.STRATEGY.label, found.home.kind.label]

"""Every address of Fourfold. Rooms bring their own."""

from django.conf import settings
from django.urls import include, path

from fourfold.project import health

handler400 = "fourfold.ground.web.handlers.bad_request"
handler403 = "fourfold.ground.web.handlers.not_allowed"
handler404 = "fourfold.ground.web.handlers.not_found"
handler429 = "fourfold.ground.web.handlers.too_many_requests"
handler500 = "fourfold.ground.web.handlers.server_error"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("fourfold.ground.web.urls")),
    path("", include("fourfold.trust.partnership.urls")),
    path("", include("fourfold.trust.messages.urls")),
    path("", include("fourfold.trust.boards.urls")),
    path("", include("fourfold.trust.catalogue.urls")),
    path("", include("fourfold.trust.access.urls")),
    path("", include("fourfold.trust.agreements.urls")),
    path("", include("fourfold.trust.requests.urls")),
    path("", include("fourfold.records.reports.urls")),
    path("", include("fourfold.records.datasets.urls")),
    path("", include("fourfold.records.identity.urls")),
    path("", include("fourfold.records.feeds.urls")),
    path("", include("fourfold.practice.profiles.urls")),
    path("", include("fourfold.accountability.rights.urls")),
    path("", include("fourfold.accountability.plan.urls")),
    path("", include("fourfold.accountability.chasing.urls")),
    path("", include("fourfold.accountability.governance.urls")),
    path("", include("fourfold.accountability.indicators.urls")),
    path("", include("fourfold.accountability.publishing.urls")),
    path("", include("fourfold.accountability.oversight.urls")),
]

if settings.DEMONSTRATION:
    urlpatterns.append(path("demonstration/", include("fourfold.project.demonstration.urls")))

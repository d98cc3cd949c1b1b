"""Addresses of the publishing room."""

from django.urls import URLPattern, URLResolver, path

from fourfold.accountability.publishing.views import packs

app_name = "publishing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/<uuid:plan_id>/packs/", packs.packs, name="packs"),
    path("plans/<uuid:plan_id>/packs/new/", packs.ask, name="pack-ask"),
    path("packs/<uuid:pack_id>/", packs.pack, name="pack"),
    path("packs/<uuid:pack_id>/progress/", packs.progress, name="pack-progress"),
    path("packs/<uuid:pack_id>/again/", packs.again, name="pack-again"),
    path("packs/<uuid:pack_id>/file/<str:kind>/", packs.pack_file, name="pack-file"),
]

"""Addresses of the publishing room."""

from django.urls import URLPattern, URLResolver, path

from fourfold.accountability.publishing.views import packs, public, wording

app_name = "publishing"
urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/<uuid:plan_id>/packs/", packs.packs, name="packs"),
    path("plans/<uuid:plan_id>/packs/new/", packs.ask, name="pack-ask"),
    path("packs/<uuid:pack_id>/", packs.pack, name="pack"),
    path("packs/<uuid:pack_id>/progress/", packs.progress, name="pack-progress"),
    path("packs/<uuid:pack_id>/again/", packs.again, name="pack-again"),
    path("packs/<uuid:pack_id>/file/<str:kind>/", packs.pack_file, name="pack-file"),
    path("plans/<uuid:plan_id>/public/", wording.overview, name="public-overview"),
    path("plans/<uuid:plan_id>/public/propose/", wording.propose, name="propose"),
    path("actions/<uuid:action_id>/public/", wording.words, name="words"),
    path("releases/<uuid:release_id>/", wording.release, name="release"),
    path("releases/<uuid:release_id>/approve/", wording.approve, name="approve"),
    path("releases/<uuid:release_id>/decision/", wording.by_decision, name="by-decision"),
    path("releases/<uuid:release_id>/withdraw/", wording.withdraw, name="withdraw"),
    path("public/", public.index, name="public"),
    path("public/plans/<slug:slug>/", public.page, name="public-page"),
]

"""Addresses of the governance room."""

from django.urls import URLPattern, URLResolver, path

from fourfold.accountability.governance.views import register

app_name = "governance"
urlpatterns: list[URLPattern | URLResolver] = [
    path("policies/", register.register, name="register"),
    path("policies/add/", register.enter, name="enter"),
    path("policies/<uuid:entry_id>/", register.policy, name="policy"),
    path("policies/<uuid:entry_id>/edit/", register.edit, name="edit"),
    path("policies/<uuid:entry_id>/check/", register.check, name="check"),
    path("policies/<uuid:entry_id>/close-gap/", register.close_gap, name="close-gap"),
    path("policies/<uuid:entry_id>/end/", register.end, name="end"),
]

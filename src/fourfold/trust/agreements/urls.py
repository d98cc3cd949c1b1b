"""The addresses of the room."""

from django.urls import path
from django.urls.resolvers import URLPattern

from fourfold.trust.agreements.views import processing, reading, register

app_name = "agreements"
urlpatterns: list[URLPattern] = [
    path("agreements/versions/<uuid:version_id>/text/", reading.text, name="text"),
    path("agreements/versions/<uuid:version_id>/text/<str:kind>/", reading.text_file, name="text-file"),
    path("sharing/processing/", processing.processing, name="processing"),
    path("sharing/processing/<uuid:agency_id>/<str:kind>/", processing.processing_file, name="processing-file"),
    path("register-of-agreements/", register.register, name="register"),
    path("register-of-agreements/files/<str:kind>/", register.register_file, name="register-file"),
    path("register-of-agreements/<uuid:agreement_id>/", register.entry, name="register-entry"),
]

"""Addresses of the chasing room."""

from django.urls import path

from fourfold.accountability.chasing.views import returns

app_name = "chasing"
urlpatterns = [
    path("spreadsheets/", returns.index, name="returns"),
    path("spreadsheets/take-out/", returns.take_out, name="take-out"),
    path("spreadsheets/<uuid:return_id>/", returns.one, name="return"),
    path("spreadsheets/<uuid:return_id>/set-aside/", returns.discard, name="return-discard"),
]

"""The face alone: no other room's addresses, so that these tests need no database."""

from django.urls import include, path

urlpatterns = [path("", include("fourfold.ground.web.urls"))]

"""Addresses of the pages about the service itself."""

from django.urls import path

from fourfold.ground.web import pages

app_name = "web"

urlpatterns = [
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("cookies/", pages.cookies, name="cookies"),
    path("look/", pages.look, name="look"),
]

"""Addresses of the publishing room."""

from django.urls import URLPattern, URLResolver

app_name = "publishing"
urlpatterns: list[URLPattern | URLResolver] = []

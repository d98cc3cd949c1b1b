"""Addresses of the chasing room."""

from django.urls import URLPattern, URLResolver

app_name = "chasing"
urlpatterns: list[URLPattern | URLResolver] = []

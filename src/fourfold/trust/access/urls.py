"""The addresses of the room."""

from django.urls.resolvers import URLPattern

app_name = "access"
urlpatterns: list[URLPattern] = []

"""The addresses of the room."""

from django.urls.resolvers import URLPattern

app_name = "catalogue"
urlpatterns: list[URLPattern] = []

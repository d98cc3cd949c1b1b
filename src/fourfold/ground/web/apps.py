"""The web room as a Django app: templates, static files, handlers."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The face of Fourfold. It has no models."""

    name = "fourfold.ground.web"
    label = "web"
    verbose_name = "Face"

"""The room of problem profiles as a Django application."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Problem profiles (National Intelligence Model): what each says, who reviews it, its editions."""

    name = "fourfold.practice.profiles"
    label = "profiles"

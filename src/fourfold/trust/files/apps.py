"""The files room as a Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Attachments, checked by type and size, kept in PostgreSQL."""

    name = "fourfold.trust.files"
    label = "files"

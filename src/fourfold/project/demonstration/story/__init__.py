"""The demonstration's year of work: written down in TOML, played through the real operations."""

from fourfold.project.demonstration.story.telling import tell

__all__ = ["tell"]

"""What the publishing room keeps."""

from fourfold.accountability.publishing.models.packs import Pack
from fourfold.accountability.publishing.models.public import PublicWords, Release

__all__ = ["Pack", "PublicWords", "Release"]

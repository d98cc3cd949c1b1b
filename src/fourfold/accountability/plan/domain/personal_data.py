"""The plan's door to what finds personal data in text; the finding itself is the kernel's."""

from fourfold.ground.kernel.personal_data import Finding, find

__all__ = ["Finding", "find"]

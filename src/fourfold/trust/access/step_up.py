"""Confirming again who one is: for exports, and whatever else upper rooms guard so. Kept where sign-in is kept."""

from fourfold.trust.partnership.step_up import confirmed_recently, require_step_up

__all__ = ["confirmed_recently", "require_step_up"]

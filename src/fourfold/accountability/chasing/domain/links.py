"""A single-use link: its token, and what it is worth to whoever opens it."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

LIVES = timedelta(days=7)
_LONGEST = 64


class LinkState(StrEnum):
    """What opening a link finds."""

    FRESH = "fresh"
    """Nobody has gone on from it yet."""
    MINE = "mine"
    """Opened in this browser, and not used yet."""
    DONE = "done"
    """Used, in this browser: thank you."""
    USED = "used"
    ELSEWHERE = "elsewhere"
    """Opened in another browser: forwarded, or on another device."""
    REVOKED = "revoked"
    """A newer link took its place."""
    OVER = "over"
    """Older than seven days, or no link of ours: the two are never told apart."""


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What is known of a link."""

    expires_at: datetime
    opened_digest: str
    is_used: bool
    is_revoked: bool


def new_token() -> str:
    """A token that nobody can guess: 256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What we keep of a token. One longer than ours is no token."""
    return sha256(token.encode()).hexdigest() if token and len(token) <= _LONGEST else ""


def state_of(facts: LinkFacts | None, *, browser_digest: str, now: datetime) -> LinkState:
    """What a link is worth to the browser with this cookie (its digest; empty without one)."""
    if facts is None:
        return LinkState.OVER
    is_mine = bool(browser_digest) and secrets.compare_digest(browser_digest, facts.opened_digest)
    if facts.is_used:
        return LinkState.DONE if is_mine else LinkState.USED
    if facts.expires_at <= now:
        return LinkState.OVER
    if facts.is_revoked:
        return LinkState.REVOKED
    if not facts.opened_digest:
        return LinkState.FRESH
    return LinkState.MINE if is_mine else LinkState.ELSEWHERE

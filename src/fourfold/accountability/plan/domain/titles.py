"""A first short title for an action, taken from its own words. People are asked to better it."""

MOST = 90


def short_title(text: str) -> str:
    """The beginning of `text` up to its first natural break, at most 90 characters, whole words."""
    words = " ".join(text.split())
    if len(words) <= MOST:
        return words.rstrip(".")
    cut = words[: MOST + 1]
    for mark in (". ", "; ", ": ", ", ", " ("):
        position = cut.rfind(mark)
        if position >= MOST // 2:
            return cut[:position]
    return cut.rsplit(" ", 1)[0].rstrip(",;:(") + "…"

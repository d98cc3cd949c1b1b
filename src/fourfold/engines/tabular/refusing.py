"""A refusal: the whole file, or the whole contract, cannot be taken. Says why, and how to mend it."""


class Refusal(Exception):
    """Nothing of it was taken. `reason` and `mend` are sentences for the person who sent it."""

    def __init__(self, reason: str, mend: str = "") -> None:
        super().__init__(f"{reason} {mend}".strip())
        self.reason = reason
        self.mend = mend

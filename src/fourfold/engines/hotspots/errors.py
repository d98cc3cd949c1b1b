"""What the engine refuses. The text says what is wrong and how to mend it; it is safe to show."""


class HotspotsError(Exception):
    """Base of the engine's expected errors."""


class BadEvents(HotspotsError):
    """A file holds no events that can be read, or none that were asked for."""


class BadQuestion(HotspotsError):
    """What was asked for has no answer: a month, a share, a bandwidth, a band."""


class BadMap(HotspotsError):
    """A file is no map that can be judged."""

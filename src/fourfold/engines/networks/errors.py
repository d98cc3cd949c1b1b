"""What the engine refuses. The text says what is wrong and how to mend it; it is safe to show."""


class NetworkError(Exception):
    """Base of the engine's expected errors."""


class BadTies(NetworkError):
    """Ties cannot be read as they are: columns, weights."""


class BadInvolvement(NetworkError):
    """Rows of who was in what cannot be read as they are: columns, kinds of tie, roles, weights."""


class BadQuestion(NetworkError):
    """What is asked for is not to be had: a person who is not in the network, three steps, another purpose."""

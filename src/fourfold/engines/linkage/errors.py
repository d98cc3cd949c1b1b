"""What the engine refuses. The text says what is wrong and how to mend it; it is safe to show."""


class LinkageError(Exception):
    """Base of the engine's expected errors."""


class BadSource(LinkageError):
    """Records cannot be read as they are: names of columns, keys, kinds of values."""


class BadModel(LinkageError):
    """A model file is no model of this version."""


class BadOverride(LinkageError):
    """Somebody says together, and somebody says apart, of the same records."""


class BackendMissing(LinkageError):
    """The asked for backend is not installed."""

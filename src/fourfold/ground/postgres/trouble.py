"""What can go wrong with the database server, said so that a person can mend it."""

from fourfold.ground.kernel.errors import FourfoldError

OWN_SERVER = (
    "Or use a PostgreSQL server (15 or newer) of your own: set DATABASE_URL, "
    "for example postgresql://admin:password@localhost/postgres."
)

# What PostgreSQL writes -> what it means for the person who reads it. The first that is found wins.
_MEANINGS = (
    (
        "could not resize shared memory",
        "There is too little shared memory (/dev/shm). In a container, give it 256 MB (--shm-size=256m).",
    ),
    (
        "No space left on device",
        "The disk is full. Free some space and start Fourfold again: what was saved is kept.",
    ),
    ("Disk quota exceeded", "Your disk quota is used up. Free some space and start Fourfold again."),
    (
        "Read-only file system",
        "The folder is on a file system that cannot be written to. Choose another folder with FOURFOLD_HOME.",
    ),
    (
        "could not look up effective user ID",
        "PostgreSQL needs an account with a name, and this one (see `id`) has none in /etc/passwd. "
        "Add a line for it there.",
    ),
    ("Cannot allocate memory", "There is too little memory free. About 300 MB are needed."),
    (
        "is not compatible with this version",
        "The data was written by another major version of PostgreSQL. Start the version of Fourfold "
        "that wrote it, save the data with pg_dumpall, and load it into the new one.",
    ),
    (
        "lock file",
        "Another process holds the data folder. Wait until it has stopped, or stop it, and start Fourfold again.",
    ),
    (
        "Permission denied",
        "A folder or file is closed to the account that runs PostgreSQL. "
        "Check who owns it, or choose another folder with FOURFOLD_HOME.",
    ),
)


class DatabaseUnavailable(FourfoldError):
    """The database cannot be reached or started. The message says why, and how to mend it.

    `log_tail` holds the last lines that PostgreSQL wrote, for `fourfold doctor`; they are part of the message.
    """

    def __init__(self, message: str, *, log_tail: str = "") -> None:
        shown = f"{message}\nThe last lines of its log:\n{log_tail}" if log_tail else message
        super().__init__(shown)
        self.log_tail = log_tail


def explain(what: str, said: str) -> DatabaseUnavailable:
    """An error for `what` failed, from what PostgreSQL `said` (its log or its standard error)."""
    meaning = next((mend for sign, mend in _MEANINGS if sign in said), "")
    return DatabaseUnavailable(" ".join(part for part in (what, meaning, OWN_SERVER) if part), log_tail=said)


def from_os_error(what: str, error: OSError) -> DatabaseUnavailable:
    """An error for `what` failed, from what the operating system answered."""
    where = f" ({error.filename})" if error.filename else ""
    answer = f"{what} The system answered: {error.strerror or error}{where}."
    meaning = next((mend for sign, mend in _MEANINGS if sign in str(error)), "")
    return DatabaseUnavailable(" ".join(part for part in (answer, meaning, OWN_SERVER) if part))

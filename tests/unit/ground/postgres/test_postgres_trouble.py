"""What PostgreSQL and the system say, as a person reads it."""

import errno

import pytest

from fourfold.ground.postgres.trouble import explain, from_os_error


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ('FATAL:  could not write file "base/1": No space left on device', "disk is full"),
        ("initdb: error: could not look up effective user ID 12345: user does not exist", "/etc/passwd"),
        ("FATAL:  could not resize shared memory segment to 8 bytes: No space left on device", "shm-size"),
        ("FATAL:  database files are incompatible with server: is not compatible with this version", "pg_dumpall"),
        ('FATAL:  lock file "postmaster.pid" already exists', "Another process"),
        ("could not create directory: Permission denied", "FOURFOLD_HOME"),
    ],
)
def test_each_says_how_to_mend_it_and_names_the_other_way(said, meaning):
    error = explain("PostgreSQL did not start.", said)
    assert meaning in str(error)
    assert "DATABASE_URL" in str(error)
    assert error.log_tail == said


def test_what_is_unknown_is_shown_as_it_was_said():
    assert str(explain("It failed.", "a word never heard")).endswith("a word never heard")


def test_an_answer_of_the_system_names_the_file_and_no_traceback():
    error = from_os_error("No.", OSError(errno.ENOSPC, "No space left on device", "/srv/x"))
    assert "/srv/x" in str(error)
    assert "disk is full" in str(error)

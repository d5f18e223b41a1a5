"""What the operating system refuses is told in the reader's language."""

import errno

from connector.messages import speaking
from connector.system_errors import system_words


def test_the_common_ones_in_both_languages() -> None:
    error = OSError(errno.EISDIR, "Is a directory")
    assert system_words(error) == "es una carpeta"
    with speaking("en"):
        assert system_words(error) == "it is a folder"


def test_the_others_in_the_systems_own_words() -> None:
    assert system_words(OSError(errno.EMFILE, "Too many open files")) == "Too many open files"


def test_one_without_a_number_by_its_kind() -> None:
    assert system_words(TimeoutError()) == "TimeoutError"

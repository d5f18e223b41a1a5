"""The merchants' folder is read in Spanish, wherever these tests run."""

from collections.abc import Iterator

import pytest

from connector.messages import speaking


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with speaking("es"):
        yield

"""Journeys run on the one of the two databases that is their lot; EVERYTHING: on both."""

import pytest
from sqlalchemy import Engine


@pytest.fixture
def migrated_url(lot_url: str) -> str:
    return lot_url


@pytest.fixture
def engine(lot_engine: Engine) -> Engine:
    return lot_engine

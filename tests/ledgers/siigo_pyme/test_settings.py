"""What the `ledger:` section may say, and what is refused before any call."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from connector.ledgers.siigo_pyme import Settings


def settings(**changes: Any) -> Settings:
    return Settings(**{"id_connection": "OBai6kmwKH", "company": "c", "api_key": "una-llave", **changes})


def test_the_defaults_are_the_published_address_and_one_try() -> None:
    found = settings()
    assert f"{found.base_url}{found.path}" == ("https://siigointerface.ensamblefs.com:4005/api/v1/siigo-pyme/send")
    assert (found.basic_invoice, found.modify_documents, found.attempts, found.lanes) == ("N", "N", 1, 1)
    assert (found.read_seconds, found.pause_seconds) == (720, 30)


def test_we_wait_longer_than_the_bridge_tries() -> None:
    found = settings(timeout=20, attempts=3, backoff=30)
    assert found.read_seconds >= 60 * (20 * 3 + 30 * 2)
    assert found.pause_seconds == 1800


@pytest.mark.parametrize(
    "wrong",
    [
        {"timeout": 1},
        {"timeout": 21},
        {"attempts": 0},
        {"attempts": 4},
        {"backoff": Decimal("0.4")},
        {"backoff": 31},
        {"basic_invoice": "SI"},
        {"modify_documents": True},
        {"id_connection": ""},
        {"base_url": "http://example.co"},
        {"base_url": "example.co"},
        {"path": "send"},
        {"batch_rows": 1},
        {"batch_seconds": -1},
        {"lanes": 2},
        {"odd": 1},
        {"numbers": {"F1": 1001}},
        {"numbers": {"f-1": 1001}},
        {"numbers": {"F-1": 0}},
        {"api_key": ""},
    ],
)
def test_what_is_out_of_bounds_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        settings(**wrong)


def test_by_hand_needs_no_key() -> None:
    assert settings(api_key="", by_hand=True).by_hand


def test_a_company_has_a_name_of_its_own_so_that_numbers_go_on_wherever_the_bridge_moves() -> None:
    with pytest.raises(ValidationError, match="company"):
        Settings(id_connection="OBai6kmwKH", api_key=SecretStr("una-llave"))  # type: ignore[call-arg]
    with pytest.raises(ValidationError, match="company"):
        settings(company="")
    assert "una-llave" not in repr(settings())


def test_a_series_is_the_same_however_its_code_is_written() -> None:
    assert settings(numbers={"F-001": 1001, "N-1": 1}).numbers == {"F-1": 1001, "N-1": 1}
    assert settings(numbers={"F-001": 1001, "F-1": 1001}).numbers == {"F-1": 1001}
    with pytest.raises(ValidationError, match="F-001 y F-1 son la misma"):
        settings(numbers={"F-1": 1, "F-001": 1001})

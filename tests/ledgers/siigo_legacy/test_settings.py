"""The `ledger:` section: what it has without being said, and what it refuses."""

from typing import Any

import pytest
from pydantic import ValidationError

from connector.ledgers.siigo_legacy.settings import Settings
from connector.messages import speaking

LEAST = {"username": r"PRUEBAS\api", "password": "una-clave"}


def settings(**more: Any) -> Settings:
    return Settings.model_validate({**LEAST, **more})


def test_the_addresses_are_those_that_are_printed_but_safe() -> None:
    found = settings()
    assert found.base_url == "https://siigoapi.azure-api.net/siigo/api/v1"
    assert found.sign_in_url == "https://siigonube.siigo.com:50050/connect/token"
    assert (found.scope, found.namespace, found.scheme) == ("WebApi offline_access", "v1", "Bearer")


def test_secrets_are_not_shown() -> None:
    assert "una-clave" not in repr(settings(subscription_key="otra"))
    assert "otra" not in repr(settings(subscription_key="otra"))


def test_the_company_is_derived_and_the_same_for_the_same_user() -> None:
    assert settings().company == settings(password="otra").company
    assert settings().company != settings(username=r"OTRA\api").company
    assert settings(company="norte").company == "norte"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"base_url": "http://siigoapi.azure-api.net/siigo/api/v1"}, "is no https address"),
        ({"sign_in_url": "siigonube.siigo.com"}, "is no https address"),
        ({"paths": {"Invoice/GetAl": "x"}}, "did you mean Invoice/GetAll?"),
        ({"amounts": {"taxed_prices": "always"}}, "taxed_prices is of no use"),
        ({"amounts": {"refund_code": "X"}}, "refund_code is of no use"),
        ({"scheme": "Basic"}, "scheme"),
        ({"document_codes": {"NC": ["1"]}}, "document_codes"),
        ({"credit_means": ["contraentrega"]}, "credit_means"),
        ({"reteica": "per_cent"}, "reteica"),
        ({"access_key": "x"}, "access_key"),
        ({"username": ""}, "username"),
    ],
)
def test_what_is_refused(more: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as refused, speaking("en"):
        settings(**more)
    assert said in str(refused.value)


def test_http_is_for_this_machine() -> None:
    assert settings(base_url="http://127.0.0.1:8080/siigo/api/v1/").base_url == "http://127.0.0.1:8080/siigo/api/v1"

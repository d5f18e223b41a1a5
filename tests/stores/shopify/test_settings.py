"""The `store:` section of a connection file: what it may say, and what it is told when it may not."""

import pytest
from pydantic import ValidationError

from connector.messages import speaking
from connector.stores.shopify import Settings

URL = "https://tienda-ejemplo.myshopify.com"


def problem(**fields: object) -> str:
    with speaking("en"), pytest.raises(ValidationError) as refused:
        Settings.model_validate({"url": URL, "webhook_secret": "s"} | fields)
    return str(refused.value.errors()[0]["msg"])


def test_the_least_that_works() -> None:
    settings = Settings(url=f"{URL}/", webhook_secret="s")
    assert (settings.url, settings.admin_url, settings.shop) == (URL, URL, "tienda-ejemplo.myshopify.com")
    assert (settings.secrets, settings.api_version, settings.has_credentials) == (("s",), "2026-10", False)


def test_several_secrets() -> None:
    assert Settings(url=URL, webhook_secret=["nuevo", "anterior"]).secrets == ("nuevo", "anterior")


def test_a_test_double_stands_in_for_the_shop() -> None:
    settings = Settings(url="http://127.0.0.1:8080", webhook_secret="s")
    assert (settings.shop, settings.admin_url) == ("", "http://127.0.0.1:8080")
    assert Settings(url=URL, api_url="http://127.0.0.1:9/", webhook_secret="s").admin_url == "http://127.0.0.1:9"


def test_secrets_are_not_shown() -> None:
    settings = Settings(url=URL, webhook_secret="ws-1", access_token="shpat_1")
    assert "ws-1" not in repr(settings)
    assert "shpat_1" not in repr(settings)


@pytest.mark.parametrize("url", ["https://tienda-ejemplo.com", "http://tienda-ejemplo.myshopify.com", "tienda", ""])
def test_the_url_is_the_shops_internal_domain(url: str) -> None:
    assert problem(url=url) == (
        "Value error, url: expected https://name.myshopify.com (the shop's internal domain, not the public one), "
        f"found {url}"
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"client_id": "a"}, "Value error, client_id and client_secret go together: one is missing"),
        ({"client_secret": "a"}, "Value error, client_id and client_secret go together: one is missing"),
        (
            {"client_id": "a", "client_secret": "b", "access_token": "c"},
            "Value error, One credential too many: keep access_token, or client_id and client_secret",
        ),
        (
            {"refetch": True},
            "Value error, refetch asks to read each order, which needs credentials "
            "(access_token, or client_id and client_secret)",
        ),
        ({"webhook_secret": []}, "Tuple should have at least 1 item after validation, not 0"),
        ({"webhook_secret": ""}, "Value should have at least 1 item after validation, not 0"),
        ({"secret": "x"}, "Extra inputs are not permitted"),
        ({"tell": "customer"}, "Input should be 'none' or 'order'"),
        ({"namespace": "a"}, "String should match pattern '^[A-Za-z0-9_-]{3,255}$'"),
        ({"tag": "a,b"}, "String should match pattern '^[^,\\x00-\\x1f]*$'"),
        ({"tag": "x" * 29}, "String should have at most 28 characters"),
        ({"document_keys": {"numero": []}}, "Extra inputs are not permitted"),
    ],
)
def test_what_does_not_fit_is_told(fields: dict[str, object], words: str) -> None:
    assert problem(**fields) == words

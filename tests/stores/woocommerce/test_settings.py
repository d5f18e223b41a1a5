"""The `store:` section is checked word by word, and no secret shows in its text or its errors."""

import pytest
from pydantic import ValidationError

from connector.stores.woocommerce.settings import Settings

GOOD: dict[str, object] = {"url": "https://tienda.example", "webhook_secret": "s3cr3to"}


def problems(**changes: object) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as error:
        Settings.model_validate(GOOD | changes)
    assert "s3cr3to" not in str(error.value)
    return [(".".join(map(str, one["loc"])), one["msg"].removeprefix("Value error, ")) for one in error.value.errors()]


def test_the_least_that_is_needed() -> None:
    settings = Settings.model_validate(GOOD)
    assert (settings.platform, settings.secrets) == ("woocommerce", ("s3cr3to",))
    assert (settings.has_credentials, settings.fetches) == (False, False)


def test_several_secrets_while_one_is_being_replaced() -> None:
    assert Settings.model_validate(GOOD | {"webhook_secret": ["nuevo", "viejo"]}).secrets == ("nuevo", "viejo")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        (" https://tienda.example/ ", "https://tienda.example"),
        ("http://127.0.0.1:8089", "http://127.0.0.1:8089"),
        ("https://ejemplo.co/tienda/", "https://ejemplo.co/tienda"),
    ],
)
def test_the_address_is_kept_without_its_last_slash(url: str, kept: str) -> None:
    assert Settings.model_validate(GOOD | {"url": url}).url == kept


@pytest.mark.parametrize(
    "url",
    ["tienda.example", "ftp://tienda.example", "https://", "https://t.co?x=1", "https://a:b@t.co", "http://[x", ""],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    expected = f"se esperaba la dirección de la tienda, como https://tienda.com.co, y llegó {url!r}"
    assert problems(url=url) == [("url", expected)]


@pytest.mark.parametrize("secret", ["", "  ", [], ["bueno", ""]])
def test_an_empty_secret_is_refused(secret: object) -> None:
    expected = "falta el secreto del webhook, el mismo que está en WooCommerce › Ajustes › Avanzado › Webhooks"
    assert problems(webhook_secret=secret) == [("webhook_secret", expected)]


def test_credentials_go_together() -> None:
    missing_secret = "consumer_key y consumer_secret van juntas: falta consumer_secret"
    missing_key = "consumer_key y consumer_secret van juntas: falta consumer_key"
    assert problems(consumer_key="ck_1") == [("", missing_secret)]
    assert problems(consumer_secret="cs_1") == [("", missing_key)]


def test_fetching_needs_credentials() -> None:
    assert problems(refetch=True) == [("", "refetch: true necesita consumer_key y consumer_secret")]
    keys = {"consumer_key": "ck_1", "consumer_secret": "cs_1"}
    assert Settings.model_validate(GOOD | keys).fetches
    assert not Settings.model_validate(GOOD | keys | {"refetch": False}).fetches


def test_who_is_told() -> None:
    assert Settings.model_validate(GOOD).tell == "private"
    assert Settings.model_validate(GOOD | {"tell": "customer"}).tell == "customer"
    assert problems(tell="order") == [("tell", "Input should be 'none', 'private' or 'customer'")]


def test_an_unknown_word_is_refused() -> None:
    assert [where for where, _ in problems(webhook_secrt="x")] == ["webhook_secrt"]
    assert [where for where, _ in problems(document_keys={"numero": ["x"]})] == ["document_keys.numero"]


def test_secrets_do_not_show() -> None:
    settings = Settings.model_validate(GOOD | {"consumer_key": "ck_9", "consumer_secret": "cs_9"})
    shown = f"{settings!r} {settings} {settings.model_dump()}"
    assert not any(word in shown for word in ("s3cr3to", "ck_9", "cs_9"))

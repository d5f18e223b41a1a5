"""The `store:` section of a connection file for WooCommerce, checked word by word."""

from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    field_validator,
    model_validator,
)

from connector.messages import say


def _as_tuple(value: Any) -> Any:
    return (value,) if isinstance(value, str | SecretStr) else value


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Key = Annotated[SecretStr, BeforeValidator(_stripped), Field(min_length=1)]


class DocumentKeys(BaseModel):
    """Names of order fields, beyond those we know, in which this shop keeps the buyer's identity document."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: tuple[Word, ...] = ()
    type: tuple[Word, ...] = ()


class Settings(BaseModel):
    """Raises pydantic's ValidationError; its messages are the merchant's, in the language in force."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    platform: Literal["woocommerce"] = "woocommerce"
    url: str
    """Where the shop's front page is, without a slash at the end; a sub-folder is part of it."""
    consumer_key: Key | None = None
    consumer_secret: Key | None = None
    webhook_secret: Annotated[tuple[SecretStr, ...], BeforeValidator(_as_tuple)]
    """One text, or several while a secret is being replaced: any of them fits, blanks included."""
    refetch: bool | None = None
    """Whether to read the order again from the shop before working on it; by default where there are credentials."""
    document_keys: DocumentKeys = DocumentKeys()
    invoice_keys: tuple[Word, ...] = ()
    """Names of order fields, beyond those we know, in which another connector writes the name of its invoice."""
    tell: Literal["none", "private", "customer"] = "private"
    """Who is shown an order's invoice in the shop: nobody, the merchant, or the buyer too, by an e-mail of the shop."""
    stock_batch: int = Field(default=100, ge=1, le=100)
    """Products that one call writes: fewer for a shop on weak hosting (store-protocols.md 12)."""
    stock_write: Literal["delta", "set"] = "delta"
    """What a write sends: the difference, which keeps a sale made meanwhile, or the number, where a plugin swallows the
    difference."""

    @property
    def secrets(self) -> tuple[str, ...]:
        return tuple(secret.get_secret_value() for secret in self.webhook_secret)

    @property
    def has_credentials(self) -> bool:
        return self.consumer_key is not None

    @property
    def fetches(self) -> bool:
        return self.has_credentials if self.refetch is None else self.refetch

    @field_validator("url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        url = value.strip().rstrip("/")
        if not _is_shop_url(url):
            raise ValueError(say("woocommerce.url", found=repr(value[:80])))
        return url

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, value: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        if not value or not all(secret.get_secret_value().strip() for secret in value):
            raise ValueError(say("woocommerce.no_secret"))
        return value

    @model_validator(mode="after")
    def _credentials_are_whole(self) -> Self:
        if (self.consumer_key is None) != (self.consumer_secret is None):
            missing = "consumer_key" if self.consumer_key is None else "consumer_secret"
            raise ValueError(say("woocommerce.half_credentials", missing=missing))
        if self.refetch and self.consumer_key is None:
            raise ValueError(say("woocommerce.refetch_without_credentials"))
        return self


def _is_shop_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(host)
        and port != 0
        and not (parts.username or parts.password or parts.query or parts.fragment)
    )

"""What a connection file says about a Shopify shop, checked whole before anything runs."""

from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, field_validator, model_validator

from connector.messages import say
from connector.stores.shopify.claims import Signs

API_VERSION = "2026-10"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | SecretStr) else value


class DocumentKeys(BaseModel):
    """Names of the cart attributes that hold the buyer's identity document, before those that we know."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: tuple[str, ...] = ()
    type: tuple[str, ...] = ()


class Settings(BaseModel):
    """A shop, its webhook secrets, and credentials for reading orders, without which only webhook bodies are read."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    platform: Literal["shopify"] = "shopify"
    url: str
    """`https://name.myshopify.com`: Shopify names this domain in every delivery, never the public one."""
    api_url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """Where the Admin API answers; the shop itself unless a test double stands in."""
    webhook_secret: Annotated[tuple[Annotated[SecretStr, Field(min_length=1)], ...], BeforeValidator(_as_list)] = Field(
        min_length=1
    )
    """All secrets that are accepted: for an hour after a change Shopify may sign with the old one."""
    access_token: SecretStr | None = None
    """The permanent token of a custom app made before 2026."""
    client_id: str = ""
    client_secret: SecretStr | None = None
    """With `client_id`: tokens of 24 hours by the client credentials grant."""
    api_version: str = Field(default=API_VERSION, pattern=r"^20\d\d-(01|04|07|10)$")
    refetch: bool | None = None
    """Whether to read each order anew from the API; yes when there are credentials."""
    document_keys: DocumentKeys = DocumentKeys()
    invoice_keys: tuple[str, ...] = ()
    """Names of the cart attributes, beyond those we know, in which another app writes the name of its invoice."""
    tell: Literal["none", "order"] = "order"
    """Whether the order shows its invoice, in metafields and a tag."""
    namespace: str = Field(default=Signs().namespace, pattern=r"^[A-Za-z0-9_-]{3,255}$")
    """Of the metafields."""
    tag: str = Field(default=Signs().tag, pattern=r"^[^,\x00-\x1f]*$", max_length=28)
    """The order's tag, with `{invoice}` for the number; empty for none. Shopify takes 40 characters."""

    @field_validator("url")
    @classmethod
    def _is_shop(cls, url: str) -> str:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
        if host in LOOPBACK or (parts.scheme == "https" and host.endswith(".myshopify.com")):
            return f"{parts.scheme}://{parts.netloc}"
        raise ValueError(say("shopify.url", found=url))

    @model_validator(mode="after")
    def _credentials_fit(self) -> Self:
        if bool(self.client_id) != (self.client_secret is not None):
            raise ValueError(say("shopify.half_credentials"))
        if self.access_token is not None and self.client_id:
            raise ValueError(say("shopify.two_credentials"))
        if self.refetch and not self.has_credentials:
            raise ValueError(say("shopify.refetch_without_credentials"))
        return self

    @property
    def has_credentials(self) -> bool:
        return self.access_token is not None or self.client_secret is not None

    @property
    def shop(self) -> str:
        """The domain that deliveries must name; empty for a test double, which may name any."""
        host = urlsplit(self.url).hostname or ""
        return "" if host in LOOPBACK else host

    @property
    def admin_url(self) -> str:
        return (self.api_url or self.url).rstrip("/")

    @property
    def secrets(self) -> tuple[str, ...]:
        return tuple(secret.get_secret_value() for secret in self.webhook_secret)

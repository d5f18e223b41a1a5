"""The `ledger:` section of a connection file that uses Siigo Pyme; a wrong or unknown field is refused before any call.

Bounds of time-out, attempts and waiting: seed 003.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from connector.ledgers.addresses import https_address
from connector.messages import say

Flag = Literal["S", "N"]


class Settings(BaseModel):
    """Of one company; the connections to it share numbers and batches, so they say the same here."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    ALIKE: ClassVar = ("base_url", "path", "id_connection", "by_hand", "basic_invoice", "modify_documents")
    """What a batch is sent by, whichever of the company's connections sends it."""

    system: Literal["siigo_pyme"] = "siigo_pyme"
    base_url: str = "https://siigointerface.ensamblefs.com:4005"
    path: str = Field(default="/api/v1/siigo-pyme/send", pattern=r"^/\S*$")
    id_connection: str = Field(min_length=1)
    api_key: SecretStr = SecretStr("")
    by_hand: bool = False
    """Nobody calls the bridge: people load the exported batches themselves."""
    company: str = Field(min_length=1, max_length=100)
    """Names the company in logs, numbers and batches: whatever the bridge is called tomorrow, numbers go on."""
    basic_invoice: Flag = "N"
    modify_documents: Flag = "N"
    """S: a document that exists is written over, so that a batch whose outcome is unknown may go again by itself."""
    timeout: int = Field(default=10, ge=2, le=20)
    """Minutes that the bridge gives one try."""
    attempts: int = Field(default=1, ge=1, le=3)
    backoff: Decimal = Field(default=Decimal("0.5"), ge=Decimal("0.5"), le=30)
    """Minutes that the bridge waits between its tries; and we, before a batch that was not taken goes again."""
    batch_rows: int = Field(default=500, ge=2, le=10_000)
    batch_seconds: int = Field(default=120, ge=0, le=86_400)
    """How long a batch waits for company."""
    numbers: Mapping[str, int] = Field(default_factory=dict)
    """The first number of each series: `F-1: 1001`; `F-001` is the same series."""
    rate_per_minute: int = Field(default=30, ge=1, le=1000)
    lanes: Literal[1] = 1
    """Movements of a company go one batch after another."""
    settle_seconds: int = Field(default=0, ge=0, le=3600)

    @property
    def read_seconds(self) -> int:
        """Until the bridge must have given up by itself, and a minute more."""
        minutes = self.timeout * self.attempts + int(self.backoff * (self.attempts - 1)) + 1
        return 60 * (minutes + 1)

    @property
    def pause_seconds(self) -> int:
        """Before a batch goes again."""
        return int(self.backoff * 60)

    @field_validator("base_url")
    @classmethod
    def _is_an_address(cls, text: str) -> str:
        return https_address(text, "siigo_pyme.base_url")

    @field_validator("numbers")
    @classmethod
    def _are_series(cls, numbers: Mapping[str, int]) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for series, number in numbers.items():
            kind, _, code = series.partition("-")
            if not (len(kind) == 1 and kind.isascii() and kind.isupper() and code.isdecimal() and number > 0):
                raise ValueError(say("siigo_pyme.odd_series", series=series, number=number))
            if found.setdefault(f"{kind}-{int(code)}", number) != number:
                raise ValueError(say("siigo_pyme.series_twice", series=series, number=number))
        return found

    @model_validator(mode="after")
    def _may_call(self) -> Self:
        if not self.by_hand and not self.api_key.get_secret_value():
            raise ValueError(say("siigo_pyme.no_api_key"))
        return self

"""What an operator sets, from the environment or `.env`: every problem is reported at once."""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from connector.errors import ConfigError
from connector.messages import say


class Settings(BaseSettings):
    """Each field is the variable CONNECTOR_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="CONNECTOR_", env_file=".env", extra="ignore", frozen=True)

    database_url: str = Field(
        "sqlite:///var/connector.db",
        repr=False,
        pattern=r"^(sqlite:///.+|postgresql(\+psycopg)?://.+)$",
        description="SQLite file (one machine) or postgresql://user:password@host/name (any number of machines).",
    )
    mappings: Path = Field(Path("mappings"), description="Folder of the connection files.")
    host: str = Field("127.0.0.1", description="Address that the web server listens on.")
    port: int = Field(8080, ge=0, le=65535, description="Port that the web server listens on.")
    public_url: str = Field(
        "",
        pattern=r"^(https?://\S+)?$",
        description="Address at which the world reaches the web server, such as https://conector.example.co: "
        "for notices of stock changes.",
    )
    threads: int = Field(8, ge=1, le=64, description="Threads of a web process.")
    slots: int = Field(16, ge=1, le=200, description="Orders that a worker works on at the same time.")
    max_body: int = Field(5_000_000, ge=10_000, description="Largest delivery accepted, in bytes; larger gets 413.")
    worker_ttl: float = Field(20, ge=2, description="Seconds without a sign of life after which a worker is dead.")
    grace: float = Field(20, ge=0, description="Seconds that a stopping worker has to finish what it does.")
    retry_base: float = Field(5, gt=0, description="Seconds before the first retry; doubled each time.")
    retry_cap: float = Field(3600, gt=0, description="Longest wait between two tries, in seconds.")
    lang: Literal["es", "en"] = Field("es", description="Language of states, reasons and commands.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least severe line logged.")

    @field_validator("database_url", mode="before")
    @classmethod
    def _one_name_of_postgresql(cls, url: object) -> object:
        """`postgres://` is what hosting companies write."""
        scheme, separator, rest = url.partition("://") if isinstance(url, str) else ("", "", "")
        return f"postgresql://{rest}" if separator and scheme == "postgres" else url

    @field_validator("database_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        try:
            make_url(url)
        except (ArgumentError, ValueError):
            raise ValueError("not a URL") from None
        return url

    @property
    def is_embedded(self) -> bool:
        """SQLite: one machine, one worker, schema applied on start."""
        return self.database_url.startswith("sqlite")


def load_settings() -> Settings:
    """Raises ConfigError naming each variable that is wrong, what was found (never a secret) and what was expected."""
    try:
        return Settings()
    except ValidationError as error:
        raise ConfigError([_in_words(problem) for problem in error.errors()]) from None


def _in_words(problem: ErrorDetails) -> str:
    name = str(problem["loc"][0])
    if name == "database_url":
        return f"CONNECTOR_DATABASE_URL: {say('settings.database_url')}"
    return f"CONNECTOR_{name.upper()}={problem['input']!r}: {problem['msg']}"

"""What an operator sets, from the environment or `.env`: every problem is reported at once."""

from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from connector.errors import ConfigError


class Settings(BaseSettings):
    """Each field is the variable CONNECTOR_<NAME>."""

    model_config = SettingsConfigDict(env_prefix="CONNECTOR_", env_file=".env", extra="ignore", frozen=True)

    database_url: str = Field(
        "sqlite:///var/connector.db",
        pattern=r"^(sqlite:///.+|postgresql(\+psycopg)?://.+)$",
        description="SQLite file (one machine) or postgresql://user:password@host/name (any number of machines).",
    )
    mappings: Path = Field(Path("mappings"), description="Folder of the connection files.")
    host: str = Field("127.0.0.1", description="Address that the web server listens on.")
    port: int = Field(8080, ge=0, le=65535, description="Port that the web server listens on.")
    threads: int = Field(8, ge=1, le=64, description="Threads of a web process.")
    slots: int = Field(16, ge=1, le=200, description="Orders that a worker works on at the same time.")
    max_body: int = Field(5_000_000, ge=10_000, description="Largest delivery accepted, in bytes; larger gets 413.")
    worker_ttl: float = Field(20, ge=1, description="Seconds without a sign of life after which a worker is dead.")
    grace: float = Field(20, ge=0, description="Seconds that a stopping worker has to finish what it does.")
    retry_base: float = Field(5, gt=0, description="Seconds before the first retry; doubled each time.")
    retry_cap: float = Field(3600, gt=0, description="Longest wait between two tries, in seconds.")
    lang: Literal["es", "en"] = Field("es", description="Language of states, reasons and commands.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least severe line logged.")

    @property
    def is_embedded(self) -> bool:
        """SQLite: one machine, one worker, schema applied on start."""
        return self.database_url.startswith("sqlite")


def load_settings() -> Settings:
    """Raises ConfigError naming each variable that is wrong, what was found and what was expected."""
    try:
        return Settings()
    except ValidationError as error:
        raise ConfigError(
            [
                f"CONNECTOR_{str(problem['loc'][0]).upper()}={problem['input']!r}: {problem['msg']}"
                for problem in error.errors()
            ]
        ) from None

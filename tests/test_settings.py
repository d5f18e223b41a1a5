"""Settings say what is wrong without showing a password."""

import pytest

from connector.errors import ConfigError
from connector.settings import Settings, load_settings


@pytest.mark.parametrize(
    "url",
    [
        "postgrse://ana:s3creto@host/base",
        "postgresql://ana:s3creto@host:s3creto/base",
        "s3creto",
        "postgresql://s3creto:",
    ],
)
def test_a_wrong_database_url_is_not_shown(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNECTOR_DATABASE_URL", url)
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert str(caught.value) == (
        "CONNECTOR_DATABASE_URL: se espera sqlite:///archivo o postgresql://usuario:clave@servidor/base, con los "
        "signos especiales de la clave escritos como %40; el valor no se muestra porque puede tener una clave"
    )


def test_settings_do_not_show_the_database_url() -> None:
    assert "s3creto" not in repr(Settings(database_url="postgresql://ana:s3creto@host/base"))


def test_postgres_is_another_name_of_postgresql() -> None:
    assert Settings(database_url="postgres://ana@host/base").database_url == "postgresql://ana@host/base"


def test_a_worker_has_two_seconds_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNECTOR_WORKER_TTL", "1.5")
    with pytest.raises(ConfigError, match=r"^CONNECTOR_WORKER_TTL='1\.5': "):
        load_settings()

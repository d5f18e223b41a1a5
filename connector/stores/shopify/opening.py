"""A client with the credentials of the settings; none without credentials."""

import requests

from connector.stores.shopify.client import Client
from connector.stores.shopify.settings import Settings
from connector.stores.shopify.tokens import ClientCredentials, PermanentToken, Tokens


def open_client(settings: Settings, session: requests.Session) -> Client | None:
    tokens = _tokens(settings, session)
    if tokens is None:
        return None
    return Client(session, url=settings.admin_url, api_version=settings.api_version, tokens=tokens)


def _tokens(settings: Settings, session: requests.Session) -> Tokens | None:
    if settings.access_token is not None:
        return PermanentToken(settings.access_token.get_secret_value())
    if settings.client_secret is None:
        return None
    return ClientCredentials(
        session,
        url=settings.admin_url,
        client_id=settings.client_id,
        client_secret=settings.client_secret.get_secret_value(),
    )

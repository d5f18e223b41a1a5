"""Siigo's notices of stock changes: one subscription of ours, to our address, switched on (siigo-api.md 17).

They are unsigned and may be lost, so they are hints and never the only way to learn of a change.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from connector.ledgers.siigo.answers import SiigoRejected
from connector.ledgers.siigo.client import PAGE_SIZE, SiigoClient
from connector.messages import say
from connector.model.stock import Watched

APPLICATION = "siigo-connector"
"""Whose subscriptions may be changed; all others are left alone."""

TOPIC = "public.siigoapi.products.stock.update"

NO_SUCH_PATH = (404, 405)
GONE = 404

Hook = Mapping[str, object]


def look_after(client: SiigoClient, url: str) -> Watched:
    """Doing it again changes nothing more. Raises RemoteError."""
    try:
        return _looked_after(client, url)
    except SiigoRejected as refused:
        if refused.code != "invalid_url":
            raise
        return Watched(is_on=False, detail=say("siigo_stock.url_refused", host=_host(url)))


def _looked_after(client: SiigoClient, url: str) -> Watched:
    hooks = [hook for hook in client.rows("webhooks", page_size=str(PAGE_SIZE)) if _is_ours(hook)]
    hooks.sort(key=lambda hook: (not _is_right(hook, url), hook.get("url") != url))
    for stale in hooks[1:]:  # first: a PUT names application and topic, which duplicates share
        _remove(client, stale)
    watched = _settled(client, hooks[0] if hooks else None, url)
    if len(hooks) < 2:
        return watched
    words = say("siigo_stock.watch_cleaned", found=watched.detail, count=len(hooks) - 1)
    return Watched(is_on=watched.is_on, detail=words)


def _settled(client: SiigoClient, hook: Hook | None, url: str) -> Watched:
    if hook is None:
        return _watched(_is_right(client.post("webhooks", _body(url)), url), "siigo_stock.watch_made", url)
    if _is_right(hook, url):
        return _watched(True, "siigo_stock.watch_on", url)
    is_right = _is_changed(client, hook, url) or _is_replaced(client, hook, url)
    return _watched(is_right, "siigo_stock.watch_again" if hook.get("url") == url else "siigo_stock.watch_moved", url)


def _is_changed(client: SiigoClient, hook: Hook, url: str) -> bool:
    """At the documented path, else at the older one (siigo-api.md 23)."""
    for path in ("webhooks", f"webhooks/{hook['id']}"):
        try:
            return _is_right(client.put(path, _body(url)), url)
        except SiigoRejected as refused:
            if refused.status not in NO_SUCH_PATH:
                raise
    return False


def _is_replaced(client: SiigoClient, hook: Hook, url: str) -> bool:
    _remove(client, hook)
    return _is_right(client.post("webhooks", _body(url)), url)


def _remove(client: SiigoClient, hook: Hook) -> None:
    """What is gone is removed."""
    try:
        client.delete(f"webhooks/{hook['id']}")
    except SiigoRejected as refused:
        if refused.status != GONE:
            raise


def _body(url: str) -> dict[str, object]:
    return {"application_id": APPLICATION, "topic": TOPIC, "url": url, "active": True}


def _is_ours(hook: Hook) -> bool:
    return bool(hook.get("id")) and hook.get("application_id") == APPLICATION and hook.get("topic") == TOPIC


def _is_right(hook: object, url: str) -> bool:
    """A subscription that does not say whether it is active is."""
    return isinstance(hook, Mapping) and hook.get("url") == url and hook.get("active") is not False


def _watched(is_on: bool, key: str, url: str) -> Watched:
    return Watched(is_on=is_on, detail=say(key if is_on else "siigo_stock.watch_off", host=_host(url)))


def _host(url: str) -> str:
    """Without the path, which is all that keeps strangers from sending notices."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}" if parts.scheme else parts.netloc or "—"

"""What `connector doctor` looks at in a Shopify shop: every finding is a Check, none is raised."""

from collections.abc import Iterator

from connector.errors import RemoteError
from connector.messages import say
from connector.ports import Check
from connector.stores.shopify.client import Answer, Client

NEEDED_SCOPES = ("read_orders",)
WANTED_SCOPES = ("read_all_orders", "read_customers", "read_products")
WRITING_SCOPE = "write_orders"
STOCK_SCOPES = ("read_inventory", "write_inventory", "read_products", "read_locations")

NEEDED_TOPICS = ("ORDERS_CREATE", "ORDERS_UPDATED")
WANTED_TOPICS = ("ORDERS_PAID", "ORDERS_CANCELLED", "ORDERS_EDITED", "REFUNDS_CREATE")
"""Each of them also makes an ORDERS_UPDATED, later or not at all."""


def checks(client: Client | None, api_version: str, *, writes: bool) -> Iterator[Check]:
    """The token first; the rest only when it works."""
    name = say("shopify.check_token")
    if client is None:
        detail, fix = say("shopify.check_token_none"), say("shopify.check_token_fix")
        yield Check(name=name, ok=False, detail=detail, fix=fix, severity="warning")
        return
    try:
        answer = client.query("check", {})
    except RemoteError as error:
        yield Check(name=name, ok=False, detail=str(error), fix=say("shopify.check_token_fix"))
        return
    yield Check(name=name, ok=True, detail=say("shopify.check_token_ok"))
    yield _version(answer.api_version, api_version)
    yield from _scopes(_names(answer, ("currentAppInstallation", "accessScopes"), "handle"), writes=writes)
    yield from _webhooks(answer)


def stock_checks(client: Client) -> Iterator[Check]:
    """The permissions that stock needs beyond those of orders; the token alone where it does not work."""
    try:
        answer = client.query("check", {})
    except RemoteError as error:
        name = say("shopify.check_token")
        yield Check(name=name, ok=False, detail=str(error), fix=say("shopify.check_token_fix"))
        return
    granted = _names(answer, ("currentAppInstallation", "accessScopes"), "handle")
    for scope in STOCK_SCOPES:
        name = say("shopify.check_scope", scope=scope)
        if _is_granted(scope, granted):
            yield Check(name=name, ok=True)
        else:
            detail, fix = say(f"shopify_stock.check_{scope}"), say("shopify.check_scope_fix", scope=scope)
            yield Check(name=name, ok=False, detail=detail, fix=fix)


def _version(served: str, asked: str) -> Check:
    """A version that is no longer supported is served by the oldest that is (store-protocols.md 6.1)."""
    name = say("shopify.check_version")
    if served in ("", asked):
        return Check(name=name, ok=True, detail=asked)
    detail = say("shopify.check_version_other", asked=asked, served=served)
    return Check(name=name, ok=False, detail=detail, fix=say("shopify.check_version_fix"), severity="warning")


def _scopes(granted: set[str], *, writes: bool) -> Iterator[Check]:
    for scope in (*NEEDED_SCOPES, *WANTED_SCOPES, *([WRITING_SCOPE] if writes else [])):
        name = say("shopify.check_scope", scope=scope)
        if _is_granted(scope, granted):
            yield Check(name=name, ok=True)
            continue
        yield Check(
            name=name,
            ok=False,
            detail=say(f"shopify.check_{scope}"),
            fix=say("shopify.check_scope_fix", scope=scope),
            severity="error" if scope in NEEDED_SCOPES else "warning",
        )


def _is_granted(scope: str, granted: set[str]) -> bool:
    """Who may write may read."""
    return scope in granted or scope.replace("read_", "write_") in granted


def _webhooks(answer: Answer) -> Iterator[Check]:
    """Webhooks made by hand in the shop's admin are not listed to an app, so an absent one is only a warning."""
    topics = _names(answer, ("webhookSubscriptions", "nodes"), "topic")
    for topic in NEEDED_TOPICS + WANTED_TOPICS:
        name = say("shopify.check_webhook", topic=topic)
        if topic in topics:
            yield Check(name=name, ok=True, detail=_addresses(answer, topic))
        else:
            fix = say("shopify.check_webhook_fix", topic=topic)
            yield Check(name=name, ok=False, detail=say("shopify.check_webhook_none"), fix=fix, severity="warning")


def _addresses(answer: Answer, topic: str) -> str:
    nodes = answer.data["webhookSubscriptions"]["nodes"]
    return ", ".join(sorted({str(node.get("uri")) for node in nodes if node.get("topic") == topic}))


def _names(answer: Answer, path: tuple[str, str], field: str) -> set[str]:
    outer = answer.data.get(path[0])
    items = outer.get(path[1]) if isinstance(outer, dict) else None
    return {str(item.get(field)) for item in items or () if isinstance(item, dict)}

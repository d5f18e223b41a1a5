"""The REST client turns every answer of a shop into JSON or into an error that says who must act."""

from base64 import b64encode
from hashlib import sha256
from hmac import digest
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
import requests
import responses
from responses import matchers

from connector import http
from connector.errors import RemoteError, RemoteRejected, RemoteUnavailable
from connector.json_text import NotJson
from connector.stores.woocommerce import client as woo
from connector.stores.woocommerce.client import WooClient, json_in
from connector.stores.woocommerce.settings import Settings
from tests.stores.woocommerce.evidence import SECRET, URL, rest

ORDERS = f"{URL}/wp-json/wc/v3/orders"


def client(url: str = URL) -> WooClient:
    settings = Settings.model_validate(
        {"url": url, "consumer_key": "ck_1\n", "consumer_secret": "cs_1", "webhook_secret": SECRET}
    )
    return WooClient(settings, http.new_session())


def failure(path: str = "orders/24") -> RemoteError:
    with pytest.raises(RemoteError) as error:
        client().get(path)
    return error.value


@responses.activate
def test_an_order_is_read_with_basic_credentials_over_https() -> None:
    responses.get(f"{ORDERS}/24", body=rest("order-2-get"))
    order = client().get_order("24")
    assert isinstance(order, dict)
    assert order["total"] == "203550"
    request = responses.calls[0].request
    assert request.headers["Authorization"] == f"Basic {b64encode(b'ck_1:cs_1').decode()}"
    assert "ck_1" not in (request.url or "")


@responses.activate
def test_over_plain_http_the_request_is_signed_as_woocommerce_checks_it() -> None:
    """Written from WooCommerce's own check: parameters sorted, encoded twice, key `secret&` (store-protocols.md 13)."""
    url = "http://127.0.0.1:8089/tienda"
    responses.get(f"{url}/wp-json/wc/v3/orders", json=[])
    client(url).get("orders", {"modified_after": "2026-01-01T00:00:00", "per_page": "1"})
    request = responses.calls[0].request
    assert "Authorization" not in request.headers
    query = dict(parse_qsl(urlsplit(request.url or "").query))
    given = query.pop("oauth_signature")
    assert (query["oauth_consumer_key"], query["oauth_signature_method"]) == ("ck_1", "HMAC-SHA256")
    pairs = [f"{quote(key, '')}={quote(value, '')}" for key, value in sorted(query.items())]
    base = f"GET&{quote(f'{url}/wp-json/wc/v3/orders', '')}&{quote('&'.join(pairs), '')}"
    assert given == b64encode(digest(b"cs_1&", base.encode(), sha256)).decode()


@responses.activate
def test_an_order_that_is_not_there_is_none() -> None:
    responses.get(f"{ORDERS}/29", body=rest("error-404-order"), status=404)
    assert client().get_order("29") is None


@responses.activate
def test_another_404_is_not_taken_for_a_missing_order() -> None:
    body = {"code": "rest_no_route", "message": "No route was found.", "data": {"status": 404}}
    responses.get(f"{ORDERS}/29", json=body, status=404)
    with pytest.raises(RemoteRejected) as error:
        client().get_order("29")
    assert str(error.value) == "WooCommerce respondió 404 a orders/29: No route was found."
    assert error.value.code == "rest_no_route"


@responses.activate
def test_an_order_id_stays_one_piece_of_the_path() -> None:
    responses.get(f"{ORDERS}/..%2Fproducts%3Fx", json={})
    assert client().get_order("../products?x") == {}


@responses.activate
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("error-401-bad-secret", "Consumer secret is invalid."),
        ("error-401-no-auth", "Sorry, you cannot list resources."),
        ("error-401-oauth-bad-signature", "Invalid signature - provided signature does not match."),
    ],
)
def test_refused_credentials_say_what_to_do(name: str, words: str) -> None:
    responses.get(f"{ORDERS}/24", body=rest(name), status=401)
    error = failure()
    assert isinstance(error, RemoteRejected)
    assert error.status == 401
    assert str(error) == (
        f"WooCommerce no aceptó las credenciales ({words}). Crear una clave de lectura en WooCommerce › Ajustes › "
        "Avanzado › API REST, de un usuario que administre la tienda, y ponerla en store.consumer_key y "
        "store.consumer_secret"
    )


@responses.activate
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed_but_told(status: int) -> None:
    target = "https://www.tienda.example/wp-json/wc/v3/orders/24?consumer_key=ck_1"
    responses.get(f"{ORDERS}/24", status=status, headers={"Location": target})
    error = failure()
    assert isinstance(error, RemoteRejected)
    assert str(error) == (
        "WooCommerce envía a otra dirección: https://www.tienda.example. Poner esa tienda en store.url"
    )
    assert len(responses.calls) == 1


PAGE = "<!DOCTYPE html><html><body><script>var a = {};\n[1]</script></body></html>"


@responses.activate
@pytest.mark.parametrize(
    ("status", "kind"),
    [(200, RemoteUnavailable), (403, RemoteRejected), (404, RemoteRejected), (503, RemoteUnavailable)],
)
def test_a_page_instead_of_json(status: int, kind: type[RemoteError]) -> None:
    responses.get(f"{ORDERS}/24", body=PAGE, status=status, content_type="text/html")
    error = failure()
    assert type(error) is kind
    assert str(error) == (
        f"WooCommerce respondió {status} con una página en vez de JSON. Revisar store.url, los enlaces permanentes y "
        "si un cortafuegos o el modo de mantenimiento bloquea /wp-json/"
    )


@responses.activate
@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_passing_failure_can_always_be_tried_again(status: int) -> None:
    body = {"code": "internal_error", "message": "Algo falló.", "data": {"status": status}}
    responses.get(f"{ORDERS}/24", json=body, status=status, headers={"Retry-After": "7"})
    error = failure()
    assert type(error) is RemoteUnavailable
    assert (error.status, error.code) == (status, "internal_error")
    assert str(error) == f"WooCommerce respondió {status} a orders/24: Algo falló."
    assert error.retry_after == (7 if status in (429, 503) else None)
    assert len(responses.calls) == 1


@responses.activate
@pytest.mark.parametrize("problem", [requests.ReadTimeout(), requests.ConnectionError("reset")])
def test_a_lost_answer_can_be_tried_again(problem: Exception) -> None:
    responses.get(f"{ORDERS}/24", body=problem)
    assert type(failure()) is RemoteUnavailable


@pytest.mark.parametrize(
    "body",
    [
        b'{"id":24,"x":[1]}',
        b'\xef\xbb\xbf{"id":24,"x":[1]}',
        b'\xef\xbb\xbf\xef\xbb\xbf{"id":24,"x":[1]}',
        b'\n\xef\xbb\xbf{"id":24,"x":[1]}',
        b'<b>Notice</b>: x<br />\n\xef\xbb\xbf{"id":24,"x":[1]}',
        b'\n\n{"id":24,"x":[1]}\n',
        b'<br />\n<b>Notice</b>: Undefined index [a] in <b>/x.php</b> on line <b>3</b><br />\n{"id":24,"x":[1]}',
        b'PHP Warning:  {oops} in /x.php on line 3\n{"id":24,"x":[1]}',
        b'<b>Deprecated</b>: y<br />{"id":24,"x":[1]}',
    ],
)
def test_json_is_found_behind_what_plugins_print(body: bytes) -> None:
    assert json_in(body) == {"id": 24, "x": [1]}


@pytest.mark.parametrize("body", [b"", PAGE.encode(), b'{"id":24,"x":[1]', b'[{"id":24},\n{"x":[1]}', b"Error\nagain"])
def test_json_that_was_cut_off_is_no_json(body: bytes) -> None:
    with pytest.raises(NotJson):
        json_in(body)


@responses.activate
def test_a_list_is_read_page_after_page() -> None:
    def page(number: int, items: int) -> None:
        wanted = {"per_page": "100", "page": str(number), "status": "any"}
        body = [{"id": number * 1000 + item} for item in range(items)]
        responses.get(ORDERS, json=body, match=[matchers.query_param_matcher(wanted)])

    page(1, 100)
    page(2, 100)
    page(3, 3)
    assert len(list(client().pages("orders", {"status": "any"}))) == 203
    assert len(responses.calls) == 3


@responses.activate
def test_a_list_that_is_none_is_refused() -> None:
    responses.get(ORDERS, json={"id": 1})
    with pytest.raises(RemoteRejected) as error:
        list(client().pages("orders", {}))
    assert str(error.value) == "WooCommerce respondió a orders con algo que no es una lista"


@responses.activate
def test_refunds_that_never_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something before the shop answers the first page whatever is asked."""
    monkeypatch.setattr(woo, "MAX_PAGES", 3)
    responses.get(f"{ORDERS}/24/refunds", json=[{"id": number} for number in range(100)])
    with pytest.raises(RemoteRejected, match="no termina en 3 páginas"):
        client().refunds("24")

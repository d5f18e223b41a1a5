"""One subscription of ours, to our address, switched on: whatever was there before, and twice is once."""

from collections.abc import Iterator
from typing import Any

import pytest
import responses

from connector.errors import OutcomeUnknown, RemoteRejected, RemoteUnavailable
from connector.ledgers.siigo.watching import APPLICATION, TOPIC
from connector.model.stock import Watched
from tests.ledgers.siigo.server import V1, body_of, page, refusal, sign_in
from tests.ledgers.siigo.shelves import Shop, shop, unserved

URL = "https://hooks.example.co/siigo/9f3c"
OTHER_URL = "https://antes.example.co/siigo/9f3c"
POST, PUT, PUT_ID, DELETE = (
    *("POST /v1/webhooks", "PUT /v1/webhooks", "PUT /v1/webhooks/{id}", "DELETE /v1/webhooks/{id}"),
)
ON = Watched(is_on=True, detail="Siigo avisa los cambios de existencias a https://hooks.example.co")
MADE = Watched(is_on=True, detail="Se suscribió https://hooks.example.co a los cambios de existencias en Siigo")
MOVED = Watched(
    is_on=True,
    detail="Los avisos de existencias de Siigo iban a otra dirección; ahora van a https://hooks.example.co",
)
AGAIN = Watched(
    is_on=True,
    detail="Siigo había apagado los avisos de existencias a https://hooks.example.co; se encendieron de nuevo",
)


@pytest.fixture(params=["array", "page"])
def siigo(request: pytest.FixtureRequest) -> Iterator[Shop]:
    with shop(webhooks_list=request.param) as place:
        yield place


def hook(siigo: Shop, url: str = URL, **more: object) -> dict[str, Any]:
    """Another program or an earlier run subscribes."""
    body = {"application_id": APPLICATION, "topic": TOPIC, "url": url, **more}
    made: dict[str, Any] = siigo.ask("POST", "webhooks", body)
    assert made["id"]
    return made


def hooks(siigo: Shop) -> list[dict[str, Any]]:
    records = siigo.siigo.state.companies["api@example.co"].webhooks.values()
    return [dict(record.answer) for record in records]


def writes(siigo: Shop) -> int:
    return sum(siigo.calls(where) for where in (POST, PUT, PUT_ID, DELETE))


def assert_settled(siigo: Shop, *others: dict[str, Any]) -> None:
    """One of ours and those of others as they were; looking after it again writes nothing."""
    ours = [row for row in hooks(siigo) if row["application_id"] == APPLICATION and row["topic"] == TOPIC]
    assert [(row["url"], row["active"]) for row in ours] == [(URL, True)]
    assert [row for row in hooks(siigo) if row not in ours] == list(others)
    before, found = writes(siigo), hooks(siigo)
    assert siigo.stock.watch(URL) == ON
    assert (writes(siigo), hooks(siigo)) == (before, found)


def test_none_yet(siigo: Shop) -> None:
    assert siigo.stock.watch(URL) == MADE
    assert_settled(siigo)


def test_one_that_is_right_is_left_alone(siigo: Shop) -> None:
    hook(siigo)
    assert_settled(siigo)


def test_one_that_was_switched_off(siigo: Shop) -> None:
    made = hook(siigo, active=False)
    assert siigo.stock.watch(URL) == AGAIN
    assert [row["id"] for row in hooks(siigo)] == [made["id"]]
    assert_settled(siigo)


@pytest.mark.parametrize("active", [True, False])
def test_one_that_goes_elsewhere(siigo: Shop, active: bool) -> None:
    hook(siigo, OTHER_URL, active=active)
    assert siigo.stock.watch(URL) == MOVED
    assert_settled(siigo)


def test_duplicates(siigo: Shop) -> None:
    hook(siigo, OTHER_URL)
    hook(siigo, active=False)
    kept = hook(siigo)
    hook(siigo)
    watched = siigo.stock.watch(URL)
    assert watched == Watched(is_on=True, detail=f"{ON.detail}. Suscripciones repetidas que se borraron: 3")
    assert kept["url"] == URL
    assert_settled(siigo)


def test_duplicates_none_of_which_is_right(siigo: Shop) -> None:
    hook(siigo, OTHER_URL)
    kept = hook(siigo, active=False)
    watched = siigo.stock.watch(URL)
    assert watched == Watched(is_on=True, detail=f"{AGAIN.detail}. Suscripciones repetidas que se borraron: 1")
    assert [row["id"] for row in hooks(siigo)] == [kept["id"]]
    assert_settled(siigo)


def test_those_of_others_are_never_touched(siigo: Shop) -> None:
    others = [
        hook(siigo, application_id="otro"),
        hook(siigo, OTHER_URL, application_id="otro", active=False),
        hook(siigo, topic="public.siigoapi.products.create"),
    ]
    assert siigo.stock.watch(URL) == MADE
    assert_settled(siigo, *others)


def test_more_hooks_than_a_page(siigo: Shop) -> None:
    hook(siigo, OTHER_URL)
    others = [hook(siigo, application_id=f"otro{number}") for number in range(130)]
    assert siigo.stock.watch(URL) == MOVED
    assert_settled(siigo, *others)


@pytest.mark.parametrize("where", ["collection", "id"])
def test_either_path_of_a_change(where: str) -> None:
    with shop(webhooks_put=where) as siigo:
        made = hook(siigo, active=False)
        assert siigo.stock.watch(URL) == AGAIN
        assert [row["id"] for row in hooks(siigo)] == [made["id"]]
        assert siigo.calls(PUT_ID) == (where == "id")
        assert_settled(siigo)


@pytest.mark.parametrize("url", ["http://tienda.example.co/siigo/9f3c", "tienda.example.co"])
def test_an_address_that_siigo_refuses(siigo: Shop, url: str) -> None:
    watched = siigo.stock.watch(url)
    host = "http://tienda.example.co" if url.startswith("http") else "—"
    assert watched == Watched(
        is_on=False,
        detail=(
            f"Siigo no acepta {host} para los avisos de existencias: la dirección pública debe ser https y alcanzable "
            "desde internet. Mientras tanto los cambios se leen solo a intervalos"
        ),
    )
    assert hooks(siigo) == []


def test_the_secret_part_of_the_address_is_never_said(siigo: Shop) -> None:
    for _ in range(2):
        assert "9f3c" not in siigo.stock.watch(URL).detail


@pytest.mark.parametrize("what", ["500_after", "drop_after"])
def test_a_lost_answer_leaves_no_duplicate(siigo: Shop, what: str) -> None:
    siigo.spoil(POST, what)
    with pytest.raises(OutcomeUnknown):
        siigo.stock.watch(URL)
    assert_settled(siigo)


@pytest.mark.parametrize("where", [PUT, DELETE])
@pytest.mark.parametrize("what", ["500_before", "500_after", "429", "drop_before", "drop_after"])
def test_a_change_that_breaks_off_is_made_again(siigo: Shop, where: str, what: str) -> None:
    hook(siigo, OTHER_URL)
    hook(siigo, OTHER_URL)
    siigo.spoil(where, what)
    with pytest.raises(RemoteUnavailable):
        siigo.stock.watch(URL)
    assert siigo.stock.watch(URL).is_on
    assert_settled(siigo)


# --- what the emulator does not do ------------------------------------------------------------------------------------


OURS: dict[str, Any] = {"id": "1", "application_id": APPLICATION, "topic": TOPIC, "url": OTHER_URL, "active": True}
RIGHT: dict[str, Any] = {**OURS, "id": "2", "url": URL}


@pytest.fixture
def mock() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        sign_in(mock)
        yield mock


def asked(mock: responses.RequestsMock) -> list[str]:
    return [f"{call.request.method} {call.request.url}".replace(f"{V1}/", "") for call in mock.calls][1:]


@pytest.mark.parametrize("status", [404, 405])
def test_where_it_cannot_be_changed_it_is_made_anew(mock: responses.RequestsMock, status: int) -> None:
    mock.get(f"{V1}/webhooks", json=[OURS])
    mock.put(f"{V1}/webhooks", json=refusal("not_found"), status=status)
    mock.put(f"{V1}/webhooks/1", json=refusal("not_found"), status=status)
    mock.delete(f"{V1}/webhooks/1", json={"id": "1", "deleted": True})
    mock.post(f"{V1}/webhooks", json=RIGHT, status=201)
    assert unserved().watch(URL) == MOVED
    assert asked(mock)[1:] == ["PUT webhooks", "PUT webhooks/1", "DELETE webhooks/1", "POST webhooks"]
    assert body_of(mock.calls[-1]) == {"application_id": APPLICATION, "topic": TOPIC, "url": URL, "active": True}


def test_a_change_that_changes_nothing_is_no_change(mock: responses.RequestsMock) -> None:
    mock.get(f"{V1}/webhooks", json=page(OURS))
    mock.put(f"{V1}/webhooks", json=OURS)
    mock.delete(f"{V1}/webhooks/1", json=refusal("not_found"), status=404)
    mock.post(f"{V1}/webhooks", json=RIGHT, status=201)
    assert unserved().watch(URL) == MOVED


def test_one_that_siigo_does_not_switch_on(mock: responses.RequestsMock) -> None:
    mock.get(f"{V1}/webhooks", json=[])
    mock.post(f"{V1}/webhooks", json={**RIGHT, "active": False}, status=201)
    assert unserved().watch(URL) == Watched(
        is_on=False,
        detail=(
            "Siigo recibió la suscripción de https://hooks.example.co a las existencias pero no la dejó activa: los "
            "cambios se leen solo a intervalos. Revise los webhooks de la empresa con soporte de Siigo"
        ),
    )


def test_a_hook_that_does_not_say_whether_it_is_on(mock: responses.RequestsMock) -> None:
    mock.get(f"{V1}/webhooks", json=[{name: value for name, value in RIGHT.items() if name != "active"}])
    assert unserved().watch(URL) == ON


def test_another_refusal_is_the_operators(mock: responses.RequestsMock) -> None:
    mock.get(f"{V1}/webhooks", json=[])
    mock.post(f"{V1}/webhooks", json=refusal("invalid_reference", "The topic doesn't exist", "topic"), status=400)
    with pytest.raises(RemoteRejected) as error:
        unserved().watch(URL)
    assert str(error.value) == "Siigo respondió 400: invalid_reference [topic]: The topic doesn't exist"


def test_what_is_no_list_is_not_an_empty_one(mock: responses.RequestsMock) -> None:
    """Else every look would subscribe once more."""
    mock.get(f"{V1}/webhooks", json={"message": "ok"})
    with pytest.raises(RemoteUnavailable):
        unserved().watch(URL)

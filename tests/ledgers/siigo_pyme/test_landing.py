"""Every answer that a bridge may give: what is booked, refused, left to wait, or asked about; nothing is guessed."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from connector.json_text import write
from connector.ledgers.siigo_pyme.blame import blamed
from connector.ledgers.siigo_pyme.landing import is_refused_whole, landed, waits
from connector.ledgers.siigo_pyme.settings import Settings
from connector.model.outbox import Batch, Landed, Parcel

NOW = datetime(2026, 11, 28, 15, tzinfo=UTC)
SETTINGS = Settings(id_connection="pruebas", company="c", api_key="una-llave")
BATCH = Batch(id="2026-11-4", company="c", period="2026-11", state="sending", size=9, created_at=NOW)
LATER = NOW + timedelta(seconds=30)


def parcel(number: int, size: int = 3) -> Parcel:
    return Parcel(
        id=f"parcel-{number}",
        kind="invoice",
        order_id=str(number),
        marker=f"ref:{number}",
        dated_on=date(2026, 11, 28),
        total=Decimal("59900.00"),
        series="F-1",
        number=number,
        state="sending",
        batch=BATCH,
        place=1,
        size=size,
        contents="{}",
        created_at=NOW,
    )


PARCELS = [parcel(1001), parcel(1002), parcel(1003)]
SOME = "Algunos movimientos contables no se insertaron en Siigo Pyme"
NONE = "No se insertaron movimientos contables en Siigo Pyme"


def answer(errors: object = None, status: int = 200, message: str = SOME, **more: Any) -> Landed:
    body = {"statusCode": status, "message": message, "errors": errors, **more}
    return landed(status, write(body).encode(), PARCELS, SETTINGS, NOW)


def states(outcome: Landed) -> list[str]:
    return [outcome.fates.get(each.id, outcome.rest).state for each in PARCELS]


@pytest.mark.parametrize("errors", [None, [], {}, ""])
def test_no_errors_is_booked(errors: object) -> None:
    outcome = answer(errors, message="Movimientos contables insertados correctamente en Siigo Pyme")
    assert (outcome.state, states(outcome), outcome.why) == ("sent", ["booked"] * 3, "")


@pytest.mark.parametrize(
    "errors",
    [
        [{"index": 0, "field": "nit", "message": "No existe", "document": "F-1-1002"}],
        [{"index": 0, "message": "x"}, {"index": 4, "message": "No existe"}],
        [{"row": 9, "message": "x"}, {"row": 5, "message": "No existe"}],
        [{"index": 4, "message": "No existe"}],
        [{"fila": "4", "mensaje": "No existe"}],
        [{"document_number": 1002, "error": "No existe"}],
        [{"numero": "1002", "descripcion": "No existe"}],
        ["El documento F-1-1002: No existe"],
        {"F-1-1002": ["No existe"]},
        {"1002": "No existe"},
        {"4": {"message": "No existe"}},
        {"message": "F-1-1002 No existe"},
        "F-1-1002: No existe",
    ],
)
def test_the_document_to_blame_is_refused_whatever_the_shape(errors: object) -> None:
    outcome = answer(errors)
    assert states(outcome)[1] == "rejected"
    assert "No existe" in " ".join(outcome.fates["parcel-1002"].errors)


def test_the_others_are_booked() -> None:
    outcome = answer([{"index": 4, "document": "F-1-1002", "message": "No existe"}])
    assert (outcome.state, states(outcome)) == ("sent", ["booked", "rejected", "booked"])
    assert SOME in outcome.why


def test_where_none_was_inserted_the_others_wait() -> None:
    for status in (200, 422):
        outcome = answer([{"document": "F-1-1002", "message": "x"}], status=status, message=NONE)
        assert (outcome.state, states(outcome)) == ("open", ["waiting", "rejected", "waiting"])
        assert outcome.not_before == LATER
        assert not is_refused_whole(outcome)


def test_where_all_are_refused_nothing_waits() -> None:
    outcome = answer([{"document": each.name, "message": "x"} for each in PARCELS], message=NONE)
    assert (outcome.state, states(outcome), outcome.not_before) == ("sent", ["rejected"] * 3, None)


def test_a_number_that_is_there_already_may_be_this_very_document() -> None:
    error = {"document": "F-1-1002", "field": "document_number", "message": "El documento ya existe"}
    outcome = answer([error])
    assert (outcome.state, states(outcome)) == ("unclear", ["booked", "unclear", "booked"])
    [question] = outcome.fates["parcel-1002"].errors
    assert "F-1-1002 (document_number: El documento ya existe)" in question
    assert "connector batch 2026-11-4 arrived" in question
    every = answer([{**error, "document": each.name} for each in PARCELS], message=NONE)
    assert (every.state, states(every)) == ("unclear", ["unclear"] * 3)


def test_where_documents_are_written_over_a_number_that_is_there_is_a_plain_refusal() -> None:
    settings = Settings(id_connection="pruebas", company="c", api_key="una-llave", modify_documents="S")
    body = {
        "statusCode": 200,
        "message": SOME,
        "errors": [{"document": "F-1-1002", "message": "El documento ya existe"}],
    }
    outcome = landed(200, write(body).encode(), PARCELS, settings, NOW)
    assert (outcome.state, states(outcome)) == ("sent", ["booked", "rejected", "booked"])


def test_what_is_blamed_for_sure_is_not_doubted_besides() -> None:
    found = blamed([{"document": "F-1-1001", "message": "x"}, {"index": 3, "message": "y"}], PARCELS)
    assert (found.by_parcel, found.doubted) == ({"parcel-1001": ("x",)}, {"parcel-1002"})


@pytest.mark.parametrize("status", [200, 400])
def test_a_number_that_is_there_is_a_question_also_where_the_bridge_stopped_at_it(status: int) -> None:
    """Those that wait do not wait for the answer."""
    error = {"document": "F-1-1002", "field": "document_number", "message": "El documento ya existe"}
    outcome = answer([error], status=status, message=NONE)
    assert (outcome.state, states(outcome)) == ("open", ["waiting", "unclear", "waiting"])
    assert not outcome.halves


def test_a_question_is_of_one_document_and_so_is_its_answer() -> None:
    error = {"document": "F-1-1002", "field": "document_number", "message": "El documento ya existe"}
    [there] = answer([error]).fates["parcel-1002"].errors
    assert "`connector batch 2026-11-4 arrived F-1-1002`" in there
    assert "`connector batch 2026-11-4 other F-1-1002`" in there
    assert "cámbiele el número" not in there, "the other one may be at DIAN"
    [lost] = answer(["Error desconocido"]).fates["parcel-1003"].errors
    assert "`connector batch 2026-11-4 arrived F-1-1003`" in lost
    assert "`connector batch 2026-11-4 again F-1-1003`" in lost


@pytest.mark.parametrize("message", [NONE, "Ningún movimiento se insertó"])
@pytest.mark.parametrize("errors", [None, [], ["Empresa bloqueada"]])
def test_a_bridge_that_says_it_inserted_none_is_believed(errors: object, message: str) -> None:
    outcome = answer(errors, message=message)
    assert (outcome.state, states(outcome), outcome.not_before) == ("open", ["waiting"] * 3, LATER)
    assert is_refused_whole(outcome)
    assert message in outcome.why


def test_some_that_were_not_inserted_without_a_word_which_are_a_question_of_all() -> None:
    outcome = answer(None, message=SOME)
    assert (outcome.state, states(outcome)) == ("unclear", ["unclear"] * 3)


def test_a_row_that_may_be_of_two_documents_is_a_question_of_both() -> None:
    """3 is the first row of the second when rows are counted from 0, and the last of the first from 1."""
    outcome = answer([{"index": 3, "message": "x"}])
    assert (outcome.state, states(outcome)) == ("unclear", ["unclear", "unclear", "booked"])
    assert "F-1-1001" in outcome.fates["parcel-1001"].errors[0]


def test_where_nothing_was_done_both_are_refused_and_hold_up_nobody() -> None:
    outcome = answer([{"index": 3, "message": "x"}], status=422, message=NONE)
    assert (outcome.state, states(outcome)) == ("open", ["rejected", "rejected", "waiting"])
    assert outcome.fates["parcel-1001"].errors == ("x",)


def test_an_error_of_nobody_is_a_question_of_all() -> None:
    outcome = answer(["Error desconocido", {"document": "F-1-1002", "message": "x"}])
    assert (outcome.state, states(outcome)) == ("unclear", ["unclear", "rejected", "unclear"])
    assert "Error desconocido" in outcome.why
    assert "1001 a 1003 de F-1" in outcome.fates["parcel-1001"].errors[0]


@pytest.mark.parametrize("status", [400, 404, 413, 415, 422])
def test_a_request_that_is_refused_whole_waits(status: int) -> None:
    outcome = answer([{"field": "id_connection", "message": "No existe"}], status=status, message="Mal")
    assert (outcome.state, states(outcome), outcome.not_before) == ("open", ["waiting"] * 3, LATER)
    assert is_refused_whole(outcome)
    assert str(status) in outcome.why
    assert outcome.halves == (status != 404), "an address that is wrong is wrong for every document"


@pytest.mark.parametrize("inside", [401, 403, 404, 503])
def test_what_no_document_can_be_the_cause_of_does_not_part_them(inside: int) -> None:
    body = write({"statusCode": inside, "message": "x", "errors": None}).encode()
    outcome = landed(200, body, PARCELS, SETTINGS, NOW)
    assert (outcome.state, outcome.halves) == ("open", False)


def test_the_status_inside_the_answer_counts() -> None:
    for inside, state in ((400, "waiting"), (500, "unclear"), (503, "waiting"), (408, "unclear")):
        body = write({"statusCode": inside, "message": "x", "errors": None}).encode()
        assert states(landed(200, body, PARCELS, SETTINGS, NOW)) == [state] * 3


@pytest.mark.parametrize("content", [b"", b"<html>", b"[]", b'"ok"', b"{}", b'{"message": "ok"}'])
def test_an_ok_that_makes_no_sense_is_a_question(content: bytes) -> None:
    outcome = landed(200, content, PARCELS, SETTINGS, NOW)
    assert (outcome.state, states(outcome)) == ("unclear", ["unclear"] * 3)


@pytest.mark.parametrize("inside", [None, 0, -1, 100, 199, True, False, "", "OK", "error", [], {}, "200.5"])
def test_a_status_that_is_none_says_nothing_of_what_was_done(inside: object) -> None:
    """The bridge may have failed before it had one; what is taken for booked is never looked for again."""
    body = write({"statusCode": inside, "message": "Error interno", "errors": None}).encode()
    outcome = landed(200, body, PARCELS, SETTINGS, NOW)
    assert (outcome.state, states(outcome)) == ("unclear", ["unclear"] * 3)


def test_a_status_that_is_told_as_text_is_one() -> None:
    body = write({"statusCode": "200", "message": "Movimientos insertados", "errors": None}).encode()
    assert states(landed(200, body, PARCELS, SETTINGS, NOW)) == ["booked"] * 3


def test_a_page_of_somebody_in_between_is_a_refusal_of_all() -> None:
    outcome = landed(413, b"<html>too large</html>", PARCELS, SETTINGS, NOW)
    assert states(outcome) == ["waiting"] * 3
    assert is_refused_whole(outcome)


def test_a_longer_wait_that_was_asked_for_is_kept() -> None:
    assert waits("x", SETTINGS, NOW, seconds=600).not_before == NOW + timedelta(seconds=600)
    assert waits("x", SETTINGS, NOW, seconds=1).not_before == LATER
    assert not waits("x", SETTINGS, NOW).has_left


def test_a_name_inside_a_longer_one_is_not_it() -> None:
    parcels = [parcel(100), parcel(1001)]
    found = blamed(["F-1-1001 mal"], parcels)
    assert list(found.by_parcel) == ["parcel-1001"]


def test_many_errors_of_one_document_are_cut() -> None:
    found = blamed([{"document": "F-1-1001", "message": f"{number} " + "x" * 999} for number in range(99)], PARCELS)
    assert len(found.by_parcel["parcel-1001"]) == 20
    assert max(map(len, found.by_parcel["parcel-1001"])) == 300


def test_a_key_that_may_be_a_row_or_a_number_blames_neither_for_sure() -> None:
    """Else one that was inserted would be made anew, and one that was not would be taken for booked."""
    parcels = [parcel(1), parcel(2), parcel(4)]
    found = blamed({"4": "mal"}, parcels)
    assert (found.by_parcel, found.doubted, found.doubts) == ({}, {"parcel-2", "parcel-4"}, ("mal",))
    body = write({"statusCode": 200, "message": SOME, "errors": {"4": {"message": "mal"}}}).encode()
    outcome = landed(200, body, parcels, SETTINGS, NOW)
    assert [outcome.fates.get(each.id, outcome.rest).state for each in parcels] == ["booked", "unclear", "unclear"]


def test_a_key_is_a_row_where_no_document_has_its_number_or_the_same_one() -> None:
    parcels = [parcel(1), parcel(2), parcel(4)]
    assert list(blamed({"5": "mal"}, parcels).by_parcel) == ["parcel-2"]
    assert list(blamed({"1": "mal"}, parcels).by_parcel) == ["parcel-1"]
    assert list(blamed({"4": {"index": 0, "message": "mal"}}, parcels).by_parcel) == ["parcel-1"]
    assert list(blamed({"number": 4, "message": "mal"}, parcels).by_parcel) == ["parcel-4"]

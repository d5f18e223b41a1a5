"""A signature fits exactly one secret and exactly one body."""

from base64 import b64encode

from hypothesis import given
from hypothesis import strategies as st

from connector.stores.signature import signature, verify

BODY = b'{"id":23}'


def test_a_known_answer() -> None:
    """RFC 4231, test case 2."""
    expected = bytes.fromhex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    assert signature(b"what do ya want for nothing?", "Jefe") == b64encode(expected)


def test_any_secret_of_the_list_fits_and_blanks_around_do_not_matter() -> None:
    given_text = f"  {signature(BODY, 'b').decode()}\r\n"
    assert verify(BODY, given_text, ["a", "b"])
    assert verify(BODY, given_text, ["b", "a"])
    assert not verify(BODY, given_text, ["a", "c"])


def test_nothing_fits_without_secrets_or_without_a_signature() -> None:
    assert not verify(BODY, signature(BODY, "a").decode(), [])
    assert not verify(BODY, "", ["a"])


@given(st.text(st.characters()), st.binary())
def test_garbage_is_false_and_never_an_error(text: str, body: bytes) -> None:
    assert not verify(body, text, ["a", "ñ"])

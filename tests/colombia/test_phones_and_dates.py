"""Phones, postal codes, address lines of colombia.md 2.1; the day in Bogotá of rule 0.1."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.colombia.dates import BOGOTA, bogota_date
from connector.colombia.phones import phone_of
from connector.colombia.places import address_line, postal_code_of


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("3001112234", "3001112234"),
        ("300 111 22 34", "3001112234"),
        ("300-111-2234", "3001112234"),
        ("+573001112234", "3001112234"),
        ("+57 300 111 2234", "3001112234"),
        ("573001112234", "3001112234"),
        ("0573001112234", "3001112234"),
        ("00573001112234", "3001112234"),
        ("(+57) 3001112234", "3001112234"),
        ("03001112234", "3001112234"),
        ("6012345678", "6012345678"),
        ("(601) 234 5678", "6012345678"),
        ("6012345678 ext. 12", "6012345678"),
        ("6012345678 x12", "6012345678"),
        ("3001112234 / 3109998877", "3001112234"),
        ("5712345678", "5712345678"),
        ("2345678", "2345678"),
        ("\u202d3001112234\u202c", "3001112234"),
        ("\uff13001112234", "3001112234"),
        ("+1 305 555 0123", ""),
        ("+34612345", ""),
        ("30011122345678", ""),
        ("no tengo", ""),
        ("", ""),
    ],
)
def test_phone(typed: str, phone: str):
    assert phone_of(typed) == phone


@given(st.text())
def test_a_phone_is_at_most_ten_digits(text: str):
    phone = phone_of(text)
    assert len(phone) <= 10
    assert not phone or (phone.isascii() and phone.isdecimal())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("110111", "110111"),
        (" 050 021 ", "050021"),
        ("0000", ""),
        ("11011", ""),
        ("1101111", ""),
        ("ABC123", ""),
        ("１１０１１１", ""),
        ("", ""),
    ],
)
def test_postal_code(typed: str, code: str):
    assert postal_code_of(typed) == code


@pytest.mark.parametrize(
    ("line_1", "line_2", "address"),
    [
        ("Cra. 18 #79A - 42", "", "Cra. 18 #79A - 42"),
        ("Cra. 18 #79A - 42", "Apto 301", "Cra. 18 #79A - 42 Apto 301"),
        ("  Calle 10 ", " Casa\n2 ", "Calle 10 Casa 2"),
        ("Calle 10 N° 43–12", "", "Calle 10 No 43-12"),
        ("", "", ""),
    ],
)
def test_address_line(line_1: str, line_2: str, address: str):
    assert address_line(line_1, line_2) == address


def test_an_address_ends_after_256_characters():
    assert address_line("Calle 10 " * 40, "") == ("Calle 10 " * 28).strip()


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 21, 4, 59, 59, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 11, 21, 5, 0, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 7, 1, 4, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=BOGOTA), date(2026, 12, 31)),
        (datetime(2026, 11, 21, 1, 0, tzinfo=timezone(timedelta(hours=2))), date(2026, 11, 20)),
    ],
)
def test_the_day_in_bogota(moment: datetime, day: date):
    assert bogota_date(moment) == day


def test_a_moment_without_zone_has_no_day():
    with pytest.raises(ValueError, match="has no time zone") as caught:
        bogota_date(datetime(2026, 11, 21, 4, 59))
    assert str(caught.value) == (
        "2026-11-21 04:59:00 has no time zone: an aware datetime is needed to know its day in Bogotá"
    )


def test_bogota_has_its_name():
    assert BOGOTA.tzname(None) == "America/Bogota"

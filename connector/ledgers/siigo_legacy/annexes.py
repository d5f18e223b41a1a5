"""The closed sets of seed 000: identification types (annex 1), currencies (2), fiscal responsibilities (3). Pure."""

ID_TYPES = ("11", "12", "13", "21", "22", "31", "41", "42", "91", "R-00-PN", "14", "43", "50")

NIT = "31"
FOREIGN_NIT = "50"

FROM_DIAN = {"47": "14"}
"""DIAN's code -> annex 1's, where they differ: the special permit to stay. Others of DIAN (48, 89) are not in it."""

CURRENCIES = (
    *("COP", "EUR", "USD", "ANG", "ARS", "AUD", "BOB", "BRL", "CAD", "CHF", "CLP"),
    *("CRC", "GBP", "GTQ", "HNL", "JPY", "MXN", "NZD", "PAB", "PEN", "SGD", "UYU"),
)
LOCAL_CURRENCY = "COP"

_OF_PEOPLE_AND_FIRMS = (
    *("O-06", "O-07", "O-08", "O-09", "O-13", "O-14", "O-15", "O-16", "O-17", "O-19", "O-22", "O-23", "O-32"),
    *("O-33", "O-34", "O-36", "O-37", "O-38", "O-39", "O-99", "R-12-PN", "R-16-PN", "R-25-PN", "R-06-PJ"),
    *("R-07-PJ", "R-12-PJ", "R-16-PJ", "R-99-PJ", "O-47", "O-48", "O-49", "O-52", "R-00-PN", "R-99-PN"),
)
_NOT_OF_CUSTOMS = (31, 33, 35, 45, 51, 52, 59)
_OF_CUSTOMS = (*(f"A-{number:02}" for number in range(1, 65) if number not in _NOT_OF_CUSTOMS), "A-99")
_OF_PLACES = (*(f"E-{number:02}" for number in range(1, 23)), "E-99")

RESPONSIBILITIES = (*_OF_PEOPLE_AND_FIRMS, *_OF_CUSTOMS, *_OF_PLACES)

OF_A_PERSON, OF_A_COMPANY = "O-49", "O-48"
"""What seed 000 gives as the usual ones; it prints them with a zero for the O."""

"""Who the buyer is to the tax office: an identity document cleaned and believed, or Doubt. Nothing is guessed."""

import re
import unicodedata
from dataclasses import dataclass

from stdnum.co import nit

from connector.colombia.doubt import Doubt
from connector.colombia.id_types import CC, CE, DIGITS_ONLY, NIT, PEP, PPT, TI, id_type_of
from connector.colombia.phones import phone_of
from connector.messages import say

__all__ = [
    "FINAL_CONSUMER",
    "Doubt",
    "LegalId",
    "check_digit_of",
    "clean",
    "id_type_of",
    "identify",
    "is_bare_number",
    "looks_like_company",
    "masked",
]

FINAL_CONSUMER = "222222222222"
"""The number for a buyer who gives none; whether it may be used is the merchant's choice (colombia.md 1.6)."""

_LONG_LABELS = (
    r"C\.?\s?C\.?|N\.?\s?I\.?\s?T\.?|RUT|PASAPORTE|TARJETA DE IDENTIDAD|"
    r"CEDULA(?:\s(?:DE\s)?(?:CIUDADANIA|EXTRANJERIA))?|"
    r"DOCUMENTO(?:\sDE\s(?:IDENTIDAD|IDENTIFICACION))?|IDENTIFICACION|IDENTIDAD|NUMERO"
)
_SHORT_LABELS = r"C\.?E\.?|T\.?I\.?|R\.?C\.?|PAS|PPT|PEP|DIE|NUIP|DNI|ID|DOC|NUM|NRO|NO|N°"
_LABEL = re.compile(rf"({_LONG_LABELS})(?![A-Z])[\s.:#°-]*|({_SHORT_LABELS})[\s.:#°]+(?:[-:]\s*)?|[#:]\s*")
"""A short label needs a blank or a sign after it: TI123456 may be a passport's number. PA and PP begin real ones."""
_OWN_LABELS = {CE: "CE", TI: "TI", PPT: "PPT", PEP: "PEP"}
"""Of types whose numbers never begin so: CE371482 is a label and its number once the type says CE."""
_NO_TYPE_LABELS = frozenset({"IDENTIFICACION", "IDENTIDAD", "NUMERO", "DNI", "ID", "DOC", "NUM", "NRO", "NO", "N°"})

_DASHES = re.compile(r"[–—―−‐‑‒]")
_CHECK_DIGIT_WORDS = re.compile(r"(?<=[0-9])[\s.-]*D\.?\s?V\.?[\s.:-]*(?=[0-9]$)")
_SEPARATORS = re.compile(r"[\s.,'`‘’]+")
_AS_IN_A_SHEET = re.compile(r"([0-9]{5,})[.,]00?")
"""A whole number as spreadsheets export it, 1018416538.0: no separator stands before one or two zeros."""
_WITH_CHECK_DIGIT = re.compile(r"([0-9]+)-([0-9])")
_UP = "01234567890"
_DOWN = _UP[::-1]


@dataclass(frozen=True, slots=True)
class LegalId:
    """An identity document as Siigo and DIAN take it."""

    id_type: str
    """DIAN code: "13", "31", …"""
    number: str
    """Without separators and without check digit."""
    check_digit: str
    """Only of a NIT, else empty."""


def clean(text: str) -> str:
    """Upper case, without accents, blanks, dots, commas or leading labels ("C.C.", "NIT", "No."); inner dashes stay."""
    return _labels_and_rest(text)[1]


def check_digit_of(number: str) -> str:
    """The check digit of a NIT (colombia.md 1.2). Raises ValueError for anything but one to fifteen digits."""
    if not re.fullmatch(r"[0-9]{1,15}", number):
        raise ValueError(f"a check digit needs 1 to 15 digits, found {number!r}")
    return str(nit.calc_check_digit(number))


def identify(type_words: str, number: str, *, phone: str = "") -> LegalId:
    """What colombia.md 1.1 to 1.3 make of a type and a number as typed; `phone` is the order's, often typed as number.

    Raises Doubt where they contradict themselves or the number cannot be one. The type may be missing when the number
    says it itself, by a label or by its shape. The final consumer's number is type 13 whatever type was typed.
    """
    label, text = _labels_and_rest(number)
    if text in (FINAL_CONSUMER, f"{FINAL_CONSUMER}-7"):
        return LegalId(CC, FINAL_CONSUMER, "")
    _refuse_what_is_no_number(number, text)
    id_type = _agreed_type(type_words, label) or _type_by_shape(text)
    legal_id = _read_as(id_type, text)
    _refuse_placeholder(legal_id.number, text)
    _refuse_phone(legal_id.number, phone)
    return legal_id


def is_bare_number(text: str, *, at_least: int = 5) -> bool:
    """Only digits after cleaning, with or without a check digit: an identification in the company field (6.2)."""
    return bool(re.fullmatch(rf"[0-9]{{{at_least},}}(?:-[0-9])?", clean(text)))


def looks_like_company(text: str) -> bool:
    """A company's NIT by its shape: nine digits beginning 8 or 9, without check digit or with the right one."""
    found = re.fullmatch(r"([89][0-9]{8})(?:-?([0-9]))?", clean(text))
    return found is not None and found[2] in (None, check_digit_of(found[1]))


def _labels_and_rest(text: str) -> tuple[str, str]:
    """The DIAN code that the labels before the number stand for ("" for none), and the number."""
    rest, code = _plain(text), ""
    while label := _LABEL.match(rest):
        word = (label[1] or label[2] or "").replace(".", "")
        if word and word not in _NO_TYPE_LABELS and not word.startswith("DOCUMENTO"):
            code = code or id_type_of(word)
        rest = rest[label.end() :]
    rest = _CHECK_DIGIT_WORDS.sub("-", rest)
    rest = whole[1] if (whole := _AS_IN_A_SHEET.fullmatch(rest)) else rest
    return code, _SEPARATORS.sub("", rest).strip("-:#")


def _plain(text: str) -> str:
    """Upper case ASCII where possible: no accents, no invisible characters, plain dashes."""
    decomposed = unicodedata.normalize("NFKD", text)
    visible = "".join(
        char for char in decomposed if unicodedata.category(char) not in ("Mn", "Cf", "Cc") or char in "\t\n"
    )
    return _DASHES.sub("-", visible).upper().strip()


def _refuse_what_is_no_number(typed: str, text: str) -> None:
    if not text:
        raise Doubt(say("colombia.id_missing"))
    if "@" in typed:
        raise Doubt(say("colombia.id_email"))
    if not re.search(r"[0-9]", text):
        raise Doubt(say("colombia.id_words", found=" ".join(typed.split())[:30]))


def _agreed_type(type_words: str, label: str) -> str:
    """The type field's; the label's when there is none. "Cédula" as a label also goes with foreigners' cédulas."""
    told = id_type_of(type_words)
    if told and label and label not in (told, CC):
        raise Doubt(say("colombia.id_types_disagree", told=" ".join(type_words.split())[:40], label=label))
    return told or label


def _type_by_shape(text: str) -> str:
    """Rule 5 of colombia.md 1.3."""
    digits = text.partition("-")[0]
    if re.fullmatch(r"[89][0-9]{8}(?:-[0-9])?", text):
        return NIT
    if digits == text and re.fullmatch(r"1[0-9]{9}|[0-9]{5,8}", digits):
        return CC
    _refuse_placeholder(text.replace("-", ""), text)
    raise Doubt(say("colombia.id_type_missing", found=masked(text)))


def _read_as(id_type: str, text: str) -> LegalId:
    if id_type == NIT:
        return _nit(text)
    if id_type in DIGITS_ONLY:
        number = _digits(text)
        if id_type == CC and looks_like_company(number):
            raise Doubt(say("colombia.id_cc_is_nit", found=masked(text)))
        return LegalId(id_type, number, "")
    number = text.replace("-", "").removeprefix(_OWN_LABELS.get(id_type, ""))
    if not re.fullmatch(r"[0-9A-Z]+", number):
        raise Doubt(say("colombia.id_signs", found=masked(text)))
    # The limits say 1 to 20; the pattern that Siigo checks wants three characters (siigo-api.md 5.2).
    if not 3 <= len(number) <= 20:
        raise Doubt(say("colombia.id_length", found=masked(text), count=len(number), least=3, most=20))
    return LegalId(id_type, number, "")


def _nit(text: str) -> LegalId:
    """Split at a dash before the last digit, or ten digits beginning 8 or 9. A wrong check digit is never repaired."""
    split = _WITH_CHECK_DIGIT.fullmatch(text)
    if not split and re.fullmatch(r"[89][0-9]{9}", text):
        split = re.fullmatch(r"([0-9]{9})([0-9])", text)
    number = _digits(split[1] if split else text)
    check_digit = check_digit_of(number)
    if split and split[2] != check_digit:
        found = f"{masked(split[1])}-{split[2]}"
        raise Doubt(say("colombia.nit_check_digit", found=found, expected=check_digit))
    if not split and _may_end_in_check_digit(number):
        raise Doubt(say("colombia.nit_ambiguous", found=masked(text), digit=number[-1]))
    return LegalId(NIT, number, check_digit)


def _may_end_in_check_digit(number: str) -> bool:
    """Too long for a cédula, no company's, and the last digit fits: it may be number and check digit run together."""
    usual = re.fullmatch(r"[89][0-9]{8}|1[0-9]{9}|[0-9]{1,8}", number)
    return not usual and check_digit_of(number[:-1]) == number[-1]


def _digits(text: str) -> str:
    """Three to thirteen digits, leading zeros dropped (colombia.md 1.1)."""
    if not re.fullmatch(r"[0-9]+", text):
        raise Doubt(say("colombia.id_not_digits", found=masked(text)))
    _refuse_placeholder(text, text)
    number = text.lstrip("0")
    if not 3 <= len(number) <= 13:
        raise Doubt(say("colombia.id_length", found=masked(text), count=len(number), least=3, most=13))
    return number


def _refuse_placeholder(number: str, text: str) -> None:
    """1111111, 123456789, 987654321: what people type to get past an obligatory field."""
    if set(number) == {"0"} or (len(number) > 2 and (len(set(number)) == 1 or number in _UP or number in _DOWN)):
        raise Doubt(say("colombia.id_placeholder", found=text[:24]))


def _refuse_phone(number: str, phone: str) -> None:
    if phone_of(phone) and phone_of(phone) == phone_of(number):
        raise Doubt(say("colombia.id_is_phone", found=masked(number)))


def masked(text: str) -> str:
    """The text with every digit hidden but the last four; at most 24 characters of it."""
    return re.sub(r"[0-9](?=(?:[^0-9]*[0-9]){4})", "•", text[-24:])

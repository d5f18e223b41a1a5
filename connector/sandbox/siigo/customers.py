"""Customers: create, replace, and what Siigo checks in one (siigo-api.md 10)."""

from typing import Any

from connector.sandbox.clock import timestamp
from connector.sandbox.siigo import problems
from connector.sandbox.siigo.company import Body, Company, Record, new_id
from connector.sandbox.siigo.problems import Problem, Refused
from connector.sandbox.siigo.record_schemas import CUSTOMER
from connector.sandbox.siigo.shape import checked

ID_TYPES = {
    "13": "Cédula de ciudadanía",
    "31": "NIT",
    "11": "Registro civil",
    "22": "Cédula de extranjería",
    "42": "Documento de identificación extranjero",
    "50": "NIT de otro país",
    "R-00-PN": "No obligado a registrarse en el RUT PN",
    "91": "NUIP",
    "41": "Pasaporte",
    "47": "Permiso especial de permanencia PEP",
    "43": "Sin identificación del exterior o para uso definido por la DIAN",
    "21": "Tarjeta de extranjería",
    "12": "Tarjeta de identidad",
    "89": "Salvoconducto de permanencia",
    "48": "Permiso protección temporal PPT",
}
DIGITS_ONLY = ("13", "31", "11")

STATES = {
    "05": "Antioquia", "08": "Atlántico", "11": "Bogotá", "13": "Bolívar", "15": "Boyacá", "17": "Caldas",
    "18": "Caquetá", "19": "Cauca", "20": "Cesar", "23": "Córdoba", "25": "Cundinamarca", "27": "Chocó",
    "41": "Huila", "44": "La Guajira", "47": "Magdalena", "50": "Meta", "52": "Nariño", "54": "Norte de Santander",
    "63": "Quindío", "66": "Risaralda", "68": "Santander", "70": "Sucre", "73": "Tolima", "76": "Valle del Cauca",
    "81": "Arauca", "85": "Casanare", "86": "Putumayo", "88": "San Andrés y Providencia", "91": "Amazonas",
    "94": "Guainía", "95": "Guaviare", "97": "Vaupés", "99": "Vichada",
}  # fmt: skip
CITIES = {"05001": "Medellín", "08001": "Barranquilla", "11001": "Bogotá", "19001": "Popayán", "76001": "Cali"}
RESPONSIBILITIES = {
    "R-99-PN": "No responsable",
    "O-13": "Gran contribuyente",
    "O-15": "Autorretenedor",
    "O-23": "Agente de retención IVA",
    "O-47": "Régimen simple de tributación",
}
WEIGHTS = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)


def create(company: Company, body: object) -> Record:
    """Raises Refused: any rule of the table, `already_exists` for the same identification and branch."""
    sent = read(company, body)
    if company.customer(sent) is not None:
        raise Refused(
            Problem("already_exists", "The customer already exists", ("identification",)),
            status=company.options.conflict_status,
        )
    return add(company, sent)


def read(company: Company, body: object, prefix: str = "") -> Body:
    """The checked body. Pure. `prefix` is "customer" for one that came inside an invoice."""
    sent = checked(CUSTOMER, body, prefix)
    dot = f"{prefix}." if prefix else ""
    for stage in (_identification, _arrays, _references):
        if found := stage(company, sent, dot):
            raise Refused(*found)
    return sent


def add(company: Company, sent: Body) -> Record:
    """Put a checked customer into the books."""
    now = company.now()
    id_ = new_id()
    record = Record(_answer(id_, sent, timestamp(now), None), now, now)
    company.customers[id_] = record
    company.customer_ids[(sent["identification"], sent.get("branch_office", 0))] = id_
    return record


def replace(company: Company, id_: str, body: object) -> Record:
    """A full replacement: what is not sent is emptied. Raises Refused."""
    record = company.customers.get(id_)
    if record is None:
        raise problems.not_found()
    sent = read(company, body)
    other = company.customer(sent)
    if other is not None and other is not record:
        raise Refused(
            Problem("already_exists", "The customer already exists", ("identification",)),
            status=company.options.conflict_status,
        )
    old = record.answer
    del company.customer_ids[(old["identification"], old["branch_office"])]
    company.customer_ids[(sent["identification"], sent.get("branch_office", 0))] = id_
    record.touched = company.now()
    record.answer = _answer(id_, sent, old["metadata"]["created"], timestamp(record.touched))
    return record


def check_digit(identification: str) -> str:
    """The NIT's check digit; empty for an identification with letters."""
    digits = identification[: len(WEIGHTS)]
    if not (digits.isascii() and digits.isdigit()):
        return ""
    rest = sum(int(digit) * weight for digit, weight in zip(reversed(digits), WEIGHTS, strict=False)) % 11
    return str(rest if rest < 2 else 11 - rest)


def _identification(_company: Company, sent: Body, dot: str) -> list[Problem]:
    identification, id_type = sent["identification"], sent["id_type"]
    if id_type in DIGITS_ONLY:
        fits = identification.isascii() and identification.isdigit() and 3 <= len(identification) <= 13
    else:
        fits = len(identification) <= 20
    return (
        [] if fits or id_type not in ID_TYPES else [problems.invalid("invalid_identification", f"{dot}identification")]
    )


def _arrays(_company: Company, sent: Body, dot: str) -> list[Problem]:
    found = []
    if len(sent["name"]) != (2 if sent["person_type"] == "Person" else 1):
        found.append(problems.invalid("invalid_array", f"{dot}name"))
    if len(sent.get("contacts", ())) > 10:
        found.append(problems.invalid("invalid_array", f"{dot}contacts"))
    return found


def _references(company: Company, sent: Body, dot: str) -> list[Problem]:
    found = []
    if sent["id_type"] not in ID_TYPES:
        found.append(problems.unknown(f"{dot}id_type", sent["id_type"]))
    found += _place(sent["address"]["city"], f"{dot}address.city.")
    for name, user in sent.get("related_users", {}).items():
        if user not in company.users:
            found.append(problems.unknown(f"{dot}related_users.{name}", user))
    return found


def _place(city: Body, dot: str) -> list[Problem]:
    """DANE codes for Colombia; other countries are taken as they come."""
    state, code = city["state_code"], city["city_code"]
    if city["country_code"].upper() != "CO":
        return []
    if state not in STATES:
        return [problems.unknown(f"{dot}state_code", state)]
    if not (len(code) == 5 and code.isascii() and code.isdigit() and code.startswith(state)):
        return [problems.unknown(f"{dot}city_code", code)]
    return []


def _answer(id_: str, sent: Body, created: str, updated: str | None) -> Body:
    answer: dict[str, Any] = {
        "id": id_,
        "type": sent.get("type", "Customer"),
        "person_type": sent["person_type"],
        "id_type": {"code": sent["id_type"], "name": ID_TYPES[sent["id_type"]]},
        "identification": sent["identification"],
        "branch_office": sent.get("branch_office", 0),
        "check_digit": check_digit(sent["identification"]),
        "name": sent["name"],
        "active": sent.get("active", True),
        "vat_responsible": sent.get("vat_responsible", False),
        "fiscal_responsibilities": _responsibilities(sent),
        "address": _address(sent["address"]),
        "phones": sent.get("phones", []),
        "contacts": sent.get("contacts", []),
    }
    answer |= {
        name: sent[name] for name in ("commercial_name", "comments", "related_users", "custom_fields") if name in sent
    }
    return answer | {"metadata": {"created": created, "last_updated": updated}}


def _responsibilities(sent: Body) -> list[Body]:
    codes = [entry["code"] for entry in sent.get("fiscal_responsibilities", ())] or ["R-99-PN"]
    return [{"code": code, "name": RESPONSIBILITIES[code]} for code in codes]


def _address(address: Body) -> Body:
    city = dict(address["city"])
    if city["country_code"].upper() == "CO":
        city |= {"country_code": "Co", "country_name": "Colombia", "state_name": STATES[city["state_code"]]}
    return {**address, "city": city | {"city_name": CITIES.get(city["city_code"], "")}}

"""What stands around the rows of a request, against the published table: 400 for its shape, 422 for its values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from connector.sandbox.clock import bogota_date
from connector.sandbox.siigo_pyme.answers import Refused
from connector.sandbox.siigo_pyme.options import Options

Object = dict[str, Any]

TOP = ("id_connection", "execution_type", "resource", "data", "request_config")
DATA = ("params", "list")
PARAMS = ("year", "basic_invoice", "modify_documents")
BOUNDS: Mapping[str, tuple[Decimal, Decimal]] = {
    "timeout": (Decimal(2), Decimal(20)),
    "attempts": (Decimal(1), Decimal(3)),
    "backoff": (Decimal("0.5"), Decimal(30)),
}
"""Of `request_config`: minutes, attempts, minutes."""
YEARS = (Decimal(2000), Decimal(2100))


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    connection: str
    year: int
    is_basic: bool
    modifies: bool
    rows: list[Object]


def envelope_of(body: object, options: Options) -> Envelope:
    """Raises Refused with everything that is wrong: its shape first, then its values."""
    found = _Found()
    top = found.object(body, "", TOP)
    data = found.object(top.get("data"), "data", DATA)
    params = found.object(data.get("params"), "data.params", PARAMS)
    _config(found, top)
    needs = options.params_mandatory
    envelope = Envelope(
        connection=_connection(found, top, options),
        year=_year(found, params, options),
        is_basic=found.word(params, "data.params.basic_invoice", ("S", "N"), required=needs) == "S",
        modifies=found.word(params, "data.params.modify_documents", ("S", "N"), required=needs) == "S",
        rows=_rows(found, data),
    )
    found.word(top, "execution_type", ("export",))
    found.word(top, "resource", ("accounting_movements",))
    found.raise_if_any()
    return envelope


def _connection(found: "_Found", top: Object, options: Options) -> str:
    name = found.word(top, "id_connection", ())
    if name and options.connections is not None and name not in options.connections:
        found.value("id_connection", "La conexión no existe en Siigo Connector V2")
    return name


def _year(found: "_Found", params: Object, options: Options) -> int:
    if "year" not in params:
        return bogota_date(options.clock()).year
    return int(found.number(params, "data.params.year", YEARS, whole=True))


def _config(found: "_Found", top: Object) -> None:
    if "request_config" not in top:
        return
    config = found.object(top["request_config"], "request_config", tuple(BOUNDS))
    for name in config:
        if name in BOUNDS:
            found.number(config, f"request_config.{name}", BOUNDS[name], whole=name == "attempts")


def _rows(found: "_Found", data: Object) -> list[Object]:
    rows = data.get("list")
    if not isinstance(rows, list):
        found.shape("data.list", "Debe ser una lista")
        return []
    for index, row in enumerate(rows):
        if not isinstance(row, dict):
            found.shape(f"data.list[{index}]", "Debe ser un objeto")
    if not rows:
        found.value("data.list", "No trae movimientos")
    return rows


@dataclass(slots=True)
class _Found:
    """Collects what is wrong."""

    shapes: list[Object] = field(default_factory=list)
    values: list[Object] = field(default_factory=list)

    def shape(self, path: str, message: str) -> None:
        self.shapes.append({"field": path, "message": message})

    def value(self, path: str, message: str) -> None:
        self.values.append({"field": path, "message": message})

    def object(self, value: object, path: str, known: tuple[str, ...]) -> Object:
        """Empty when it is none."""
        if not isinstance(value, dict):
            self.shape(path, "Debe ser un objeto")
            return {}
        for name in value:
            if name not in known:
                self.shape(f"{path}.{name}" if path else name, "No es un campo conocido")
        return value

    def word(self, holder: Object, path: str, allowed: tuple[str, ...], *, required: bool = True) -> str:
        """One of `allowed`, or any text when there are none."""
        name = path.rpartition(".")[2]
        value = holder.get(name)
        if name not in holder and not required:
            return ""
        if not isinstance(value, str) or not value:
            self.shape(path, "Es obligatorio y debe ser texto")
            return ""
        if allowed and value not in allowed:
            self.value(path, f"Debe ser {' o '.join(allowed)}")
        return value

    def number(self, holder: Object, path: str, bounds: tuple[Decimal, Decimal], *, whole: bool) -> Decimal:
        """The least of the bounds when it is none."""
        value = holder.get(path.rpartition(".")[2])
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.shape(path, "Debe ser un número")
            return bounds[0]
        if not bounds[0] <= value <= bounds[1] or (whole and value != int(value)):
            self.value(path, f"Debe estar entre {bounds[0]} y {bounds[1]}" + (", sin decimales" if whole else ""))
            return bounds[0]
        return Decimal(value)

    def raise_if_any(self) -> None:
        if self.shapes:
            raise Refused(400, "La solicitud no tiene la estructura esperada", self.shapes)
        if self.values:
            raise Refused(422, "La solicitud tiene valores que no se permiten", self.values)

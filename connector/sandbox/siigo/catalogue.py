"""The catalogue of a fresh company: the ids of siigo-api.md's samples, and an entry for every flag a rule looks at.

Names that begin with `_` are ours and never leave in an answer.
"""

from decimal import Decimal
from typing import Any

Entry = dict[str, Any]

_DOCUMENT_TYPE: Entry = {
    "active": True,
    "seller_by_item": False,
    "cost_center": True,
    "cost_center_mandatory": False,
    "cost_center_default": None,
    "automatic_number": True,
    "consecutive": 1,
    "discount_type": "Value",
    "decimals": True,
    "advance_payment": False,
    "reteiva": True,
    "reteica": True,
    "self_withholding": False,
    "self_withholding_limit": 0,
    "electronic_type": "NoElectronic",
    "prefix": "",
    "document_support": False,
    "cargo_transportation": False,
    "healthcare_company": False,
    "customer_by_item": False,
    "global_discounts": [],
    "global_charges": [],
    "_resolution": "valid",
    "_additional_fields": True,
}


def document_types() -> dict[int, Entry]:
    """Code numbers are unique within a class, as in Siigo: 24446 is FV-1."""
    rows: list[Entry] = [
        {
            "id": 24446,
            "code": "1",
            "type": "FV",
            "name": "Factura",
            "description": "Factura electrónica de venta",
            "electronic_type": "ElectronicInvoice",
            "prefix": "SETT",
            "global_discounts": [{"id": 13156, "name": "Promo", "percentage": 10, "active": True}],
        },
        {"id": 24445, "code": "2", "type": "FV", "name": "Factura", "description": "Factura de venta (no electrónica)"},
        {"id": 24447, "code": "3", "type": "FV", "name": "Factura en pesos", "decimals": False},
        {"id": 24448, "code": "4", "type": "FV", "name": "Factura con descuento %", "discount_type": "Percentage"},
        {"id": 24449, "code": "5", "type": "FV", "name": "Factura con número manual", "automatic_number": False},
        {"id": 24450, "code": "6", "type": "FV", "name": "Factura en desuso", "active": False},
        {
            "id": 24451,
            "code": "7",
            "type": "FV",
            "name": "Factura con todo permitido",
            "seller_by_item": True,
            "cost_center_mandatory": True,
            "advance_payment": True,
            "self_withholding": True,
            "cargo_transportation": True,
            "customer_by_item": True,
            "global_charges": [{"id": 13160, "name": "Recargo", "percentage": 5, "active": True}],
        },
        {
            "id": 24452,
            "code": "8",
            "type": "FV",
            "name": "Factura con lo mínimo",
            "cost_center": False,
            "reteiva": False,
            "reteica": False,
            "_additional_fields": False,
        },
        {
            "id": 77775,
            "code": "1",
            "type": "NC",
            "name": "Nota crédito",
            "electronic_type": "ElectronicCreditNote",
            "prefix": "NC",
        },
        {"id": 77776, "code": "2", "type": "NC", "name": "Nota crédito (no electrónica)"},
        {"id": 7714, "code": "1", "type": "RC", "name": "Recibo de caja"},
    ]
    return {row["id"]: {"description": row["name"], **_DOCUMENT_TYPE, **row} for row in rows}


def payment_types() -> dict[int, Entry]:
    rows: list[tuple[int, str, str, bool, bool, str]] = [
        (5636, "Crédito", "Cartera", True, True, "FV NC"),
        (5638, "Bancolombia", "CarteraProveedor", True, False, "FV NC RC FC"),
        (5640, "Wompi", "Cartera", True, False, "FV NC RC"),
        (5641, "Contraentrega", "Cartera", True, False, "FV NC RC"),
        (5642, "Mercado Pago", "Cartera", True, False, "FV NC RC"),
        (5643, "Tarjeta de crédito", "Cartera", True, False, "FV NC RC"),
        (5644, "Efectivo", "CarteraProveedor", True, False, "FV NC RC FC"),
        (5645, "Addi", "Cartera", True, False, "FV"),
        (5646, "Cheque", "Cartera", False, False, "FV NC RC"),
        (7001, "Crédito proveedores", "Proveedor", True, True, "FC"),
        (7002, "Caja proveedores", "Proveedor", True, False, "FC"),
    ]
    return {
        id_: {"id": id_, "name": name, "type": kind, "active": active, "due_date": due, "_classes": tuple(on.split())}
        for id_, name, kind, active, due, on in rows
    }


def taxes() -> dict[int, Entry]:
    rows = [
        (13156, "IVA 19%", "IVA", "19", True),
        (13157, "IVA 5%", "IVA", "5", True),
        (13158, "IVA 0%", "IVA", "0", True),
        (13159, "IVA 16%", "IVA", "16", False),
        (7081, "Impoconsumo 8%", "Impoconsumo", "8", True),
        (7082, "AdValorem 10%", "AdValorem", "10", True),
        (13456, "Retefuente 2.5%", "Retefuente", "2.5", True),
        (34072, "ReteIVA 15%", "ReteIVA", "15", True),
        (34080, "ReteICA 11.04", "ReteICA", "11.04", True),
        (34090, "Autorretención 0.55%", "Autorretencion", "0.55", True),
    ]
    return {
        id_: {"id": id_, "name": name, "type": kind, "percentage": Decimal(percentage), "active": active}
        for id_, name, kind, percentage, active in rows
    }


def users() -> dict[int, Entry]:
    rows = [
        (625, "cartera@example.co", "Luis", "Rojas", "79000222", True),
        (629, "ventas@example.co", "Ana", "Mesa", "71000111", True),
        (630, "antiguo@example.co", "Eva", "Paz", "52000333", False),
    ]
    return {
        id_: {
            "id": id_,
            "username": mail,
            "first_name": first,
            "last_name": last,
            "email": mail,
            "active": active,
            "identification": identification,
        }
        for id_, mail, first, last, identification, active in rows
    }


def warehouses() -> dict[int, Entry]:
    return {
        1270: {"id": 1270, "name": "Principal", "active": True, "has_movements": True},
        1271: {"id": 1271, "name": "Tienda", "active": True, "has_movements": True},
    }


def cost_centers() -> dict[int, Entry]:
    return {235: {"id": 235, "code": "1-1", "name": "Web", "active": True}}


def price_lists() -> dict[int, Entry]:
    return {
        2766: {"id": 2766, "name": "Precio de venta 1", "active": True, "position": 1},
        2767: {"id": 2767, "name": "Precio de venta 2", "active": True, "position": 2},
    }


def account_groups() -> dict[int, Entry]:
    return {
        1253: {"id": 1253, "name": "Productos", "active": True},
        1254: {"id": 1254, "name": "Servicios", "active": True},
        1255: {"id": 1255, "name": "En desuso", "active": False},
    }


def fixed_assets() -> dict[int, Entry]:
    return {13156: {"id": 13156, "name": "Computador", "group": "Equipo de computación", "active": True}}


MISC_INCOMES = {174: {"id": 174, "name": "Otros ingresos"}}

EXPENSES = {311: {"id": 311, "name": "Descuento comercial"}}

PRODUCTS: list[Entry] = [
    {
        "code": "CAM-ALG-M",
        "name": "Camiseta algodón M",
        "account_group": 1253,
        "stock_control": True,
        "taxes": [{"id": 13156}],
        "warehouses": [{"id": 1270, "quantity": 10}, {"id": 1271, "quantity": 4}],
    },
    {"code": "ENVIO", "name": "Envío", "account_group": 1254, "type": "Service"},
    {"code": "GENERICO", "name": "Producto genérico", "account_group": 1253},
    {"code": "DESCONTINUADO", "name": "Producto descontinuado", "account_group": 1253, "active": False},
]

FINAL_CONSUMER: Entry = {
    "type": "Customer",
    "person_type": "Person",
    "id_type": "13",
    "identification": "222222222222",
    "name": ["Consumidor", "Final"],
    "address": {
        "address": "No informa",
        "city": {"country_code": "Co", "state_code": "11", "city_code": "11001"},
    },
    "contacts": [{"first_name": "Consumidor final"}],
}


def public(entry: Entry) -> Entry:
    """Without the names that are ours."""
    return {name: value for name, value in entry.items() if not name.startswith("_")}

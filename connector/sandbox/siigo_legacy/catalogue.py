"""The test company's catalogues, an entry for every rule that looks at one. Names that begin with `_` never leave."""

from decimal import Decimal
from typing import Any

Entry = dict[str, Any]


def document_types() -> dict[int, Entry]:
    """FV-1 numbers by itself, FV-3 does not, FV-4 wants a seller for each item and a cost centre."""
    rows: list[Entry] = [
        {"Id": 24445, "DocClass": "FV", "DocCode": "1", "Description": "Factura de venta"},
        {"Id": 24446, "DocClass": "FV", "DocCode": "2", "Description": "Factura en desuso", "Active": False},
        {"Id": 24447, "DocClass": "FV", "DocCode": "3", "Description": "Factura manual", "AutomaticNumber": False},
        {"Id": 24448, "DocClass": "FV", "DocCode": "4", "Description": "Factura por centros", "_strict": True},
        {"Id": 7714, "DocClass": "RC", "DocCode": "1", "Description": "Recibo de caja"},
        {"Id": 7715, "DocClass": "RC", "DocCode": "2", "Description": "Recibo manual", "AutomaticNumber": False},
        {"Id": 77775, "DocClass": "NC", "DocCode": "1", "Description": "Nota crédito"},
    ]
    defaults: Entry = {"Active": True, "AutomaticNumber": True, "_strict": False}
    return {row["Id"]: defaults | row for row in rows}


def users() -> dict[int, Entry]:
    rows = [
        (625, "1000000001", "Sofía", "Peña", True),
        (629, "1000000002", "Mateo", "Gil", True),
        (630, "1000000003", "Inés", "Rueda", False),
    ]
    return {
        id_: {
            "Id": id_,
            "Identification": identification,
            "FirstName": first,
            "LastName": last,
            "Email": f"usuario{id_}@example.co",
            "IsActive": active,
        }
        for id_, identification, first, last, active in rows
    }


def taxes() -> dict[int, Entry]:
    rows = [
        (13156, "IVA 19%", "IVA", "19"),
        (13157, "IVA 5%", "IVA", "5"),
        (13158, "IVA 0%", "IVA", "0"),
        (7081, "Impoconsumo 8%", "Impoconsumo", "8"),
        (13456, "Retefuente 2.5%", "Retefuente", "2.5"),
        (34072, "ReteIVA 15%", "ReteIVA", "15"),
        (34080, "ReteICA 9.66", "ReteICA", "9.66"),
    ]
    return {
        id_: {"Id": id_, "Description": name, "TaxType": kind, "Percentage": Decimal(rate)}
        for id_, name, kind, rate in rows
    }


def payment_means() -> dict[int, Entry]:
    """`Type` 0 is cartera, 1 proveedor, 2 both; `_credit` ones wait for a date."""
    rows = [
        (5636, "Crédito", 0, False, True),
        (5638, "Transferencia", 2, False, False),
        (5640, "Tarjeta", 0, False, False),
        (5641, "Contraentrega", 0, False, True),
        (7001, "Cheque a proveedores", 1, False, False),
        (7003, "Anticipos", 0, True, False),
    ]
    return {
        id_: {"Id": id_, "Name": name, "Type": kind, "IsSystem": system, "DueDate": credit, "_credit": credit}
        for id_, name, kind, system, credit in rows
    }


def warehouses() -> dict[str, Entry]:
    rows = [(1270, "1", "Bodega principal", True), (1271, "2", "Tienda Norte", True), (1272, "3", "Cerrada", False)]
    return {code: {"Id": id_, "Code": code, "Description": name, "Active": on} for id_, code, name, on in rows}


def cost_centers() -> dict[str, Entry]:
    """Code 1 has two parts, code 2 none."""
    return {
        "1": {"Code": "1", "Description": "Tienda en línea", "SubCostCenters": ["1", "2"]},
        "2": {"Code": "2", "Description": "Administración", "SubCostCenters": []},
    }


def account_groups() -> dict[int, Entry]:
    return {
        id_: {"Id": id_, "Description": name, "Active": True}
        for id_, name in [(1253, "Productos"), (1254, "Servicios")]
    }


def price_lists() -> dict[int, Entry]:
    return {number: {"Id": number, "Description": f"Precio de venta {number}"} for number in range(1, 13)}


_PRODUCT: Entry = {
    "ProductTypeKey": "ProductType_Product",
    "TaxAddID": 13156,
    "TaxDiscID": -1,
    "TaxAdd2ID": -1,
    "IsIncluded": False,
    "IsInventoryControl": False,
    "State": 1,
    "AccountGroupID": 1253,
}

PRODUCTS: tuple[tuple[Entry, dict[str, int]], ...] = (
    (
        _PRODUCT
        | {
            "Code": "CAM-ALG-M",
            "Description": "Camiseta de algodón M",
            "IsInventoryControl": True,
            "PriceList1": 59900,
        },
        {"1": 10, "2": 4},
    ),
    (_PRODUCT | {"Code": "ENVIO", "Description": "Envío", "ProductTypeKey": "ProductType_Service"}, {}),
    (_PRODUCT | {"Code": "GENERICO", "Description": "Producto genérico"}, {}),
    (_PRODUCT | {"Code": "DESCONTINUADO", "Description": "Fuera de catálogo", "State": 0}, {}),
)
"""Products and what lies in each warehouse."""

BLANK_PRODUCT = _PRODUCT

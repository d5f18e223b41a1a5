"""Every field of a Siigo customer, alone or inside an invoice (seeds 004 and 001, siigo-api.md 10)."""

from collections.abc import Mapping

from connector.model.schema import Field, Schema

ID_TYPES = ("13", "31", "22", "42", "50", "R-00-PN", "91", "41", "47", "11", "43", "21", "12", "89", "48")
RESPONSIBILITIES = ("R-99-PN", "O-13", "O-15", "O-23", "O-47")

PHONE: Schema = {
    "indicative": Field(kind="text", max_length=10, about="Indicativo del teléfono, solo dígitos: 57"),
    "number": Field(kind="text", max_length=10, about="Número de teléfono, solo dígitos, máximo 10"),
    "extension": Field(kind="text", max_length=10, about="Extensión, solo dígitos"),
}

_CITY: Schema = {
    "country_code": Field(kind="text", required=True, max_length=2, about="País: Co"),
    "state_code": Field(kind="text", required=True, max_length=5, about="Departamento, código DANE de 2 dígitos: 05"),
    "city_code": Field(kind="text", required=True, max_length=10, about="Municipio, código DANE de 5 dígitos: 05001"),
}

_ADDRESS: Schema = {
    "address": Field(kind="text", required=True, max_length=256, about="Dirección; lo que pase de 256 se corta"),
    "city": Field(kind="object", required=True, fields=_CITY, about="País, departamento y municipio"),
    "postal_code": Field(kind="text", max_length=10, about="Código postal; si no es válido no se envía"),
}

_CONTACT: Schema = {
    "first_name": Field(kind="text", required=True, max_length=50, about="Nombres del contacto"),
    "last_name": Field(kind="text", max_length=50, about="Apellidos del contacto"),
    "email": Field(kind="text", max_length=100, about="Correo al que Siigo envía la factura"),
    "phone": Field(kind="object", fields=PHONE, about="Teléfono del contacto"),
}

CUSTOMER: Schema = {
    "type": Field(
        kind="text", values=("Customer", "Supplier", "Other"), about="Clase de tercero; Siigo usa Customer si falta"
    ),
    "person_type": Field(
        kind="text", required=True, values=("Person", "Company"), about="Person (persona) o Company (empresa)"
    ),
    "id_type": Field(
        kind="text", required=True, values=ID_TYPES, about="Tipo de documento: 13 cédula, 31 NIT, 22 extranjería…"
    ),
    "identification": Field(
        kind="text", required=True, max_length=50, about="Número de documento; el NIT va sin dígito de verificación"
    ),
    "check_digit": Field(kind="text", max_length=1, about="Dígito de verificación; Siigo lo calcula si falta"),
    "name": Field(
        kind="list",
        required=True,
        item=Field(kind="text", required=True, max_length=100),
        about="Person: [nombres, apellidos]; Company: [razón social]",
    ),
    "commercial_name": Field(kind="text", max_length=100, about="Nombre comercial"),
    "branch_office": Field(kind="integer", about="Sucursal, de 0 a 999; 0 si falta"),
    "active": Field(kind="flag", about="Si el tercero está activo; sí, cuando falta"),
    "vat_responsible": Field(kind="flag", about="Responsable de IVA; no, cuando falta"),
    "fiscal_responsibilities": Field(
        kind="list",
        fields={
            "code": Field(kind="text", required=True, values=RESPONSIBILITIES, about="R-99-PN si no aplica otra"),
            "name": Field(
                kind="text", max_length=100, about="Nombre de la responsabilidad; Siigo lo sabe por el código"
            ),
        },
        about="Responsabilidades fiscales",
    ),
    "address": Field(kind="object", required=True, fields=_ADDRESS, about="Dirección del cliente"),
    "phones": Field(kind="list", fields=PHONE, about="Teléfonos; los que no son válidos no se envían"),
    "contacts": Field(kind="list", required=True, fields=_CONTACT, about="Contactos, de 1 a 10"),
    "comments": Field(kind="text", max_length=4000, about="Observaciones del tercero"),
    "related_users": Field(
        kind="object",
        fields={
            "seller_id": Field(kind="integer", catalogue="users", about="Vendedor asignado"),
            "collector_id": Field(kind="integer", catalogue="users", about="Cobrador asignado"),
        },
        about="Usuarios de Siigo relacionados con el tercero",
    ),
    "custom_fields": Field(
        kind="list",
        fields={
            "key": Field(kind="text", required=True, about="Nombre del campo"),
            "value": Field(kind="text", required=True, about="Valor del campo"),
        },
        about="Campos personalizados del tercero",
    ),
}

REFERENCE: Mapping[str, Field] = {
    "identification": CUSTOMER["identification"],
    "branch_office": CUSTOMER["branch_office"],
}
"""All that an invoice needs of a customer that already exists."""

"""The fields of an invented ledger, in the manner of the real ones."""

from connector.model.schema import Field, Schema


def text(**more: object) -> Field:
    return Field(kind="text", **more)


_CITY = Field(
    kind="object",
    required=True,
    fields={"country_code": text(required=True), "state_code": text(required=True), "city_code": text(required=True)},
)

CUSTOMER: Schema = {
    "person_type": text(required=True, values=("Person", "Company")),
    "id_type": text(required=True),
    "identification": text(required=True, max_length=50),
    "check_digit": text(computed=True, required=True),
    "name": Field(kind="list", required=True, item=text(max_length=100)),
    "vat_responsible": Field(kind="flag"),
    "address": Field(
        kind="object",
        required=True,
        fields={"address": text(required=True, max_length=256), "city": _CITY, "postal_code": text(max_length=10)},
    ),
    "phones": Field(kind="list", fields={"indicative": text(), "number": text(required=True, max_length=10)}),
    "contacts": Field(
        kind="list", fields={"first_name": text(required=True), "last_name": text(), "email": text(max_length=100)}
    ),
    "comments": text(max_length=20),
}

INVOICE: Schema = {
    "document": Field(
        kind="object",
        required=True,
        fields={"id": Field(kind="integer", required=True, catalogue="document_types")},
    ),
    "date": Field(kind="date", required=True, computed=True),
    "customer": Field(kind="object", required=True, fields=CUSTOMER),
    "seller": Field(kind="integer", required=True, catalogue="users"),
    "cost_center": Field(kind="integer", catalogue="cost_centers"),
    "stamp": Field(kind="object", fields={"send": Field(kind="flag")}),
    "observations": text(max_length=4000),
    "exchange_rate": Field(kind="money", decimals=2),
    "retentions": Field(kind="list", fields={"id": Field(kind="integer", required=True, catalogue="taxes")}),
    "items": Field(
        kind="list",
        required=True,
        fields={
            "code": text(required=True, max_length=30),
            "description": text(),
            "quantity": Field(kind="money", required=True, computed=True, decimals=2),
            "warehouse": Field(kind="integer", catalogue="warehouses"),
            "taxes": Field(kind="list", fields={"id": Field(kind="integer", required=True, catalogue="taxes")}),
        },
    ),
    "payments": Field(
        kind="list",
        required=True,
        computed=True,
        fields={
            "id": Field(kind="integer", required=True, catalogue="payment_types"),
            "due_date": Field(kind="date"),
        },
    ),
    "additional_fields": Field(
        kind="object", fields={"purchase_order": Field(kind="object", fields={"number": text()})}
    ),
}

CREDIT_NOTE: Schema = {
    "document": Field(
        kind="object", required=True, fields={"id": Field(kind="integer", required=True, catalogue="document_types")}
    ),
    "reason": Field(kind="integer", required=True, values=("1", "2", "3", "4", "5")),
}

SCHEMAS = {"customer": CUSTOMER, "invoice": INVOICE, "credit_note": CREDIT_NOTE}

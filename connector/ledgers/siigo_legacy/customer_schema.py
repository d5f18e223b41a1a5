"""Every field of a third party (Accounts/Create) and of its contact (Contacts/Create) that may be mapped (seed 000)."""

from connector.ledgers.siigo_legacy.annexes import ID_TYPES, RESPONSIBILITIES
from connector.model.schema import Field, Schema

PHONE: Schema = {
    "Indicative": Field(kind="text", max_length=10, about="Indicativo, solo dígitos: 57"),
    "Number": Field(kind="text", max_length=10, about="Número, solo dígitos, máximo 10"),
    "Extention": Field(kind="text", max_length=10, about="Extensión, solo dígitos; Siigo la escribe así"),
}

CITY: Schema = {
    "CountryCode": Field(kind="text", required=True, about="País: Co"),
    "StateCode": Field(kind="text", required=True, about="Departamento, código DANE de 2 dígitos: 05"),
    "CityCode": Field(kind="text", required=True, about="Municipio, código DANE de 5 dígitos: 05001"),
}

CONTACT: Schema = {
    "Code": Field(kind="integer", about="Código del contacto; Siigo lo pone si falta"),
    "Phone1": Field(kind="object", computed=True, fields=PHONE, about="Teléfono; si falta, el del tercero"),
    "Mobile": Field(kind="object", fields=PHONE, about="Celular; si no es válido no se envía"),
    "Email": Field(kind="text", required=True, max_length=100, about="Correo del contacto"),
    "FirstName": Field(
        kind="text", required=True, computed=True, max_length=50, about="Nombres; si faltan, los de la persona"
    ),
    "LastName": Field(
        kind="text", required=True, computed=True, max_length=50, about="Apellidos; si faltan, los de la persona"
    ),
    "Fax": Field(kind="object", fields=PHONE, about="Fax; solo al crear el contacto, no en la factura"),
    "IsPrincipal": Field(kind="flag", computed=True, about="Si es el contacto principal; sí, cuando falta"),
    "Gender": Field(kind="integer", about="Género: 0 femenino, 1 masculino"),
    "ChargeID": Field(kind="integer", about="Cargo; solo al crear el contacto, no en la factura"),
    "BirthDate": Field(kind="date", about="Fecha de nacimiento"),
}

CUSTOMER: Schema = {
    "IsLeaflet": Field(kind="flag", about="Prospecto"),
    "IsCustomer": Field(kind="flag", computed=True, about="Cliente; sí, cuando no se indica ninguna clase de tercero"),
    "IsSupplier": Field(kind="flag", about="Proveedor"),
    "IsDealer": Field(kind="flag", about="Distribuidor"),
    "IsBank": Field(kind="flag", about="Otros"),
    "IsSocialReason": Field(
        kind="flag", required=True, computed=True, about="Empresa; si falta, lo dice el documento: NIT de 9 dígitos"
    ),
    "FullName": Field(kind="text", max_length=100, about="Razón social; en una persona no se envía"),
    "FirstName": Field(kind="text", max_length=50, about="Nombres; en una empresa no se envían"),
    "LastName": Field(kind="text", max_length=50, about="Apellidos; en una empresa no se envían"),
    "IdTypeCode": Field(
        kind="text", required=True, values=ID_TYPES, about="Tipo de documento (anexo 1): 13 cédula, 31 NIT…"
    ),
    "Identification": Field(kind="text", required=True, max_length=50, about="Número, sin dígito de verificación"),
    "CheckDigit": Field(kind="integer", computed=True, about="Dígito de verificación; el conector lo calcula"),
    "BranchOffice": Field(kind="integer", computed=True, about="Sucursal; 0 si falta"),
    "IsVATCompanyType": Field(kind="flag", required=True, about="Responsable de IVA"),
    "WebSite": Field(kind="text", max_length=500, about="Página web; no va en la factura"),
    "City": Field(kind="object", required=True, fields=CITY, about="País, departamento y ciudad; sirve dane_city"),
    "Address": Field(kind="text", required=True, max_length=250, about="Dirección; lo que pase de 250 se corta"),
    "PostalCode": Field(kind="text", max_length=10, about="Código postal; si no es válido no se envía"),
    "Fax": Field(kind="object", fields=PHONE, about="Fax; no va en la factura"),
    "Phone": Field(
        kind="object", required=True, fields=PHONE, about="Teléfono; Siigo lo exige: sin él, el `default` del mapeo"
    ),
    "Email": Field(kind="text", max_length=100, about="Correo del tercero; el de la factura es el del contacto"),
    "IsActive": Field(kind="flag", computed=True, about="Activo; sí, cuando falta"),
    "DirectorID": Field(kind="integer", about="Id del usuario responsable"),
    "SalesmanID": Field(kind="integer", about="Id del usuario vendedor"),
    "CollectorID": Field(kind="integer", about="Id del usuario cobrador"),
    "PrincipalContactID": Field(kind="integer", about="Id del contacto principal"),
    "FiscalResponsibilities": Field(
        kind="list",
        computed=True,
        item=Field(kind="text", values=RESPONSIBILITIES),
        about="Responsabilidades fiscales (anexo 3); si faltan, O-49 en una persona y O-48 en una empresa",
    ),
    "Contact": Field(kind="object", required=True, fields=CONTACT, about="Contacto del tercero"),
}

KINDS_OF_PARTY = ("IsLeaflet", "IsCustomer", "IsSupplier", "IsDealer", "IsBank")

ACCOUNT_ON_INVOICE = (
    *("IsSocialReason", "FullName", "FirstName", "LastName", "IdTypeCode", "Identification", "CheckDigit"),
    *("BranchOffice", "IsVATCompanyType", "City", "Address", "Phone"),
)
"""What `Header.Account` has of a third party, in the order of the table."""

CONTACT_ON_INVOICE = (
    *("Code", "Phone1", "Mobile", "Email", "FirstName", "LastName", "IsPrincipal", "Gender", "BirthDate"),
)
"""What `Header.Contact` has of a contact."""

"""The other tables of seed 000: third party, contact, product, cash receipt; and the charge, which it leaves out."""

from connector.sandbox.siigo_legacy.annexes import CURRENCIES, RESPONSIBILITIES
from connector.sandbox.siigo_legacy.fields import Spec, Table
from connector.sandbox.siigo_legacy.tables import CITY, FAX, FLAGS, NAMES, PHONE

KINDS = ("IsLeaflet", "IsCustomer", "IsSupplier", "IsDealer", "IsBank")
"""At least one of them is true."""

ACCOUNT: Table = {
    "Id": Spec("integer"),
    **{name: Spec("flag") for name in KINDS},
    **NAMES,
    "CheckDigit": Spec("integer"),
    "BranchOffice": Spec("integer", least=0),
    "IsVATCompanyType": Spec("flag", "si"),
    "WebSite": Spec("text", size=500),
    "City": Spec("object", "si", fields=CITY),
    "Address": Spec("text", "si", 250),
    "PostalCode": Spec("text", size=10),
    "Fax": Spec("object", fields=FAX),
    "Phone": Spec("object", "si", fields=PHONE),
    "Email": Spec("text", size=100, is_email=True),
    "IsActive": Spec("flag", "si"),
    "DirectorID": Spec("integer"),
    "SalesmanID": Spec("integer"),
    "CollectorID": Spec("integer"),
    "PrincipalContactID": Spec("integer"),
    "FiscalResponsibilities": Spec("texts", values=RESPONSIBILITIES),
}

CONTACT: Table = {
    "Id": Spec("integer"),
    "Code": Spec("integer"),
    "AccountID": Spec("integer", "si"),
    "Phone1": Spec("object", fields=FAX),
    "Mobile": Spec("object", fields=FAX),
    "Email": Spec("text", "si", 100, is_email=True),
    "FirstName": Spec("text", "si", 50),
    "LastName": Spec("text", "si", 50),
    "Fax": Spec("object", fields=FAX),
    "IsPrincipal": Spec("flag"),
    "Gender": Spec("integer", values=FLAGS),
    "ChargeID": Spec("integer"),
    "BirthDate": Spec("date", size=8),
}

PRODUCT: Table = {
    "Id": Spec("integer"),
    "Code": Spec("text", "si", 30),
    "Description": Spec("text", "si", 100),
    "ReferenceManufactures": Spec("text", size=80),
    "ProductTypeKey": Spec(
        "text", "si", values=frozenset({"ProductType_Product", "ProductType_Service", "ProductType_Consumer"})
    ),
    "MeasureUnit": Spec("text", size=50),
    "CodeBars": Spec("text", size=30),
    "Comments": Spec("text", size=2500),
    "TaxAddID": Spec("integer"),
    "TaxDiscID": Spec("integer"),
    "IsIncluded": Spec("flag", "si"),
    "Cost": Spec("obsolete"),
    "IsInventoryControl": Spec("flag", "si"),
    "State": Spec("integer", "si", values=FLAGS),
    **{f"PriceList{number}": Spec("number", least=0) for number in range(1, 13)},
    "Image": Spec("obsolete"),
    "AccountGroupID": Spec("integer", "si"),
    "SubType": Spec("obsolete"),
    "TaxAdd2ID": Spec("integer"),
    "TaxImpoValue": Spec("number", least=0),
    "Model": Spec("text"),
    "Tariff": Spec("text"),
    "Brand": Spec("text"),
    "MeasurementUnitCode": Spec("text"),
}

CHARGE: Table = {
    "Id": Spec("integer"),
    "Description": Spec("text", "si", 100),
}

VOUCHER_HEADER: Table = {
    "Id": Spec("integer"),
    "DocCode": Spec("integer", "si"),
    "Number": Spec("integer", least=0),
    "DocName": Spec("text"),
    "DocDate": Spec("date", "si", 8),
    "MoneyCode": Spec("text", size=3, values=CURRENCIES),
    "ExchangeValue": Spec("number", least=0),
    "TotalValue": Spec("money", "si", above=0),
    "Observations": Spec("text", size=500),
    "Identification": Spec("text", "si", 50),
    # SI, but its default stands beside it: without it the receipt is of branch 0
    "BranchOffice": Spec("integer", least=0),
    "CostCenterCode": Spec("text"),
    "SubCostCenterCode": Spec("text"),
    "VoucherType": Spec("integer", "si", values=frozenset({"0", "1", "2"})),
    "PaymentMeanCode": Spec("integer", "si"),
}

# the Due… fields are SI for what lowers a debt; a row of an advanced receipt may be without all four
VOUCHER_ITEM: Table = {
    "Value": Spec("money", "si", above=0),
    "LongDescription": Spec("text", size=100),
    "DC": Spec("integer", "si", values=frozenset({"1", "-1"})),
    "ACAccountCode": Spec("text", "si"),
    "DuePrefix": Spec("text"),
    "DueConsecutive": Spec("integer", above=0),
    "DueQuote": Spec("integer", above=0),
    "DueDate": Spec("date", size=8),
    "Order": Spec("integer", "si"),
}

VOUCHER: Table = {
    "Header": Spec("object", "si", fields=VOUCHER_HEADER),
    "Items": Spec("list", fields=VOUCHER_ITEM),
}

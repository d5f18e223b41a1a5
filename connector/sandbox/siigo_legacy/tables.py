"""The invoice's tables of seed 000: Header with Account and Contact, Items, Payments."""

from connector.sandbox.siigo_legacy.annexes import CURRENCIES, IDENTIFICATION_TYPES
from connector.sandbox.siigo_legacy.fields import Spec, Table

FLAGS = frozenset({"0", "1"})

CITY: Table = {
    "CountryCode": Spec("text", "si"),
    "StateCode": Spec("text", "si"),
    "CityCode": Spec("text", "si"),
}

# the account's phone within an invoice has no format in the table; numbers as text are let through
LOOSE_PHONE: Table = {
    "Indicative": Spec("integer", size=10),
    "Number": Spec("either", "si", 10),
    "Extention": Spec("either", size=10),
}

PHONE: Table = {
    "Indicative": Spec("integer", size=10),
    "Number": Spec("integer", "si", 10),
    "Extention": Spec("integer", size=10),
}

FAX: Table = {
    "Indicative": Spec("integer", size=10),
    "Number": Spec("integer", size=10),
    "Extention": Spec("integer", size=10),
}

NAMES: Table = {
    "IsSocialReason": Spec("flag", "si"),
    "FullName": Spec("text", "empresa", 100),
    "FirstName": Spec("text", "persona", 50),
    "LastName": Spec("text", "persona", 50),
    # Numérico, but annex 1 has R-00-PN
    "IdTypeCode": Spec("either", "si", values=IDENTIFICATION_TYPES),
    "Identification": Spec("text", "si", 50),
}

ACCOUNT: Table = {
    **NAMES,
    "CheckDigit": Spec("integer", "empresa"),
    "BranchOffice": Spec("integer", least=0),
    "IsVATCompanyType": Spec("flag", "si"),
    "City": Spec("object", "si", fields=CITY),
    "Address": Spec("text", "si", 250),
    "Phone": Spec("object", "si", fields=LOOSE_PHONE),
}

CONTACT: Table = {
    "Code": Spec("integer"),
    "Phone1": Spec("object", "si", fields=PHONE),
    "Mobile": Spec("object", fields=PHONE),
    "Email": Spec("text", "si", 100, is_email=True),
    "FirstName": Spec("text", "si", 50),
    "LastName": Spec("text", "si", 50),
    "IsPrincipal": Spec("flag", "si"),
    "Gender": Spec("integer", values=FLAGS),
    "BirthDate": Spec("date", size=8),
}

HEADER: Table = {
    "Id": Spec("integer"),
    "DocCode": Spec("integer", "si"),
    "Number": Spec("integer", least=0),
    "EmailToSend": Spec("obsolete"),
    "DocDate": Spec("date", "si", 8),
    "MoneyCode": Spec("text", size=3, values=CURRENCIES),
    "ExchangeValue": Spec("number", least=0),
    "DiscountValue": Spec("money", least=0),
    "VATTotalValue": Spec("money", least=0),
    "ConsumptionTaxTotalValue": Spec("money", least=0),
    "TaxDiscTotalValue": Spec("money", least=0),
    "RetVATTotalID": Spec("integer"),
    "RetVATTotalPercentage": Spec("number"),
    "RetVATTotalValue": Spec("money", least=0),
    "RetICATotalID": Spec("integer"),
    "RetICATotalValue": Spec("money", least=0),
    "RetICATotaPercentage": Spec("number"),
    "TotalValue": Spec("money", "si", least=0),
    "TotalBase": Spec("money", "si", least=0),
    "SalesmanIdentification": Spec("text", "si"),
    "Observations": Spec("text", size=1000),
    "Account": Spec("object", "si", fields=ACCOUNT),
    "Contact": Spec("object", "si", fields=CONTACT),
    "CostCenterCode": Spec("text"),
    "SubCostCenterCode": Spec("text"),
}

ITEM: Table = {
    "ProductCode": Spec("text", "si"),
    "Description": Spec("text", "si"),
    "GrossValue": Spec("money", "si", least=0),
    "BaseValue": Spec("money", "si", least=0),
    "Quantity": Spec("number", "si", above=0),
    "UnitValue": Spec("number", "si", least=0),
    "DiscountValue": Spec("money", least=0),
    "DiscountPercentage": Spec("percentage", least=0),
    "TaxAddName": Spec("text"),
    "TaxAddId": Spec("integer"),
    "TaxAddValue": Spec("money", least=0),
    "TaxAddPercentage": Spec("number"),
    "TaxDiscountName": Spec("text"),
    "TaxDiscountId": Spec("integer"),
    "TaxDiscountValue": Spec("money", least=0),
    "TaxDiscountPercentage": Spec("number"),
    "TotalValue": Spec("money", "si"),
    "ProductSubType": Spec("obsolete"),
    "TaxAdd2Name": Spec("text"),
    "TaxAdd2Id": Spec("integer"),
    "TaxAdd2Value": Spec("money", least=0),
    "TaxAdd2Percentage": Spec("number"),
    "WareHouseCode": Spec("text"),
    "SalesmanIdentification": Spec("text"),
}

PAYMENT: Table = {
    "PaymentMeansCode": Spec("integer", "si"),
    "Value": Spec("money", "si", least=0),
    "DueDate": Spec("date", size=8),
    "DueQuote": Spec("integer", least=1),
}

INVOICE: Table = {
    "Header": Spec("object", "si", fields=HEADER),
    "Items": Spec("list", "si", fields=ITEM),
    "Payments": Spec("list", "si", fields=PAYMENT),
}

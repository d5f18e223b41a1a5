"""A second reading of seed 000's tables: path, format, size, obligation.

Formats: Numérico, Alfanumérico, Booleano, D a date, O an object, L a list, X obsolete, - none printed. Obligations: SI,
NO, EMPRESA, PERSONA; APLICA is looked at by a rule of its own.
"""

from typing import NamedTuple

INVOICE = """
Header O - SI
Header.Id N - NO
Header.DocCode N - SI
Header.Number N - APLICA
Header.EmailToSend X - NO
Header.DocDate D 8 SI
Header.MoneyCode A 3 NO
Header.ExchangeValue N - NO
Header.DiscountValue N - NO
Header.VATTotalValue N - NO
Header.ConsumptionTaxTotalValue N - NO
Header.TaxDiscTotalValue N - NO
Header.RetVATTotalID N - APLICA
Header.RetVATTotalPercentage N - APLICA
Header.RetVATTotalValue N - APLICA
Header.RetICATotalID N - APLICA
Header.RetICATotalValue N - APLICA
Header.RetICATotaPercentage N - APLICA
Header.TotalValue N - SI
Header.TotalBase N - SI
Header.SalesmanIdentification A - SI
Header.Observations A 1000 NO
Header.Account O - SI
Header.Account.IsSocialReason B - SI
Header.Account.FullName A 100 EMPRESA
Header.Account.FirstName A 50 PERSONA
Header.Account.LastName A 50 PERSONA
Header.Account.IdTypeCode - - SI
Header.Account.Identification A 50 SI
Header.Account.CheckDigit N - EMPRESA
Header.Account.BranchOffice N - NO
Header.Account.IsVATCompanyType B - SI
Header.Account.City O - SI
Header.Account.City.CountryCode A - SI
Header.Account.City.StateCode A - SI
Header.Account.City.CityCode A - SI
Header.Account.Address A 250 SI
Header.Account.Phone O - SI
Header.Account.Phone.Indicative N 10 NO
Header.Account.Phone.Number - 10 SI
Header.Account.Phone.Extention - 10 NO
Header.Contact O - SI
Header.Contact.Code N - NO
Header.Contact.Phone1 O - SI
Header.Contact.Phone1.Indicative N 10 NO
Header.Contact.Phone1.Number N 10 SI
Header.Contact.Phone1.Extention N 10 NO
Header.Contact.Mobile O - NO
Header.Contact.Mobile.Indicative N 10 NO
Header.Contact.Mobile.Number N 10 SI
Header.Contact.Mobile.Extention N 10 NO
Header.Contact.Email A 100 SI
Header.Contact.FirstName A 50 SI
Header.Contact.LastName A 50 SI
Header.Contact.IsPrincipal B - SI
Header.Contact.Gender N - NO
Header.Contact.BirthDate D 8 NO
Header.CostCenterCode A - APLICA
Header.SubCostCenterCode A - APLICA
Items L - SI
Items[0].ProductCode A - SI
Items[0].Description A - SI
Items[0].GrossValue N - SI
Items[0].BaseValue N - SI
Items[0].Quantity N - SI
Items[0].UnitValue N - SI
Items[0].DiscountValue N - NO
Items[0].DiscountPercentage N - NO
Items[0].TaxAddName A - APLICA
Items[0].TaxAddId N - APLICA
Items[0].TaxAddValue N - APLICA
Items[0].TaxAddPercentage N - APLICA
Items[0].TaxDiscountName A - APLICA
Items[0].TaxDiscountId N - APLICA
Items[0].TaxDiscountValue N - APLICA
Items[0].TaxDiscountPercentage N - APLICA
Items[0].TotalValue N - SI
Items[0].ProductSubType X - NO
Items[0].TaxAdd2Name A - APLICA
Items[0].TaxAdd2Id N - APLICA
Items[0].TaxAdd2Value N - APLICA
Items[0].TaxAdd2Percentage N - APLICA
Items[0].WareHouseCode A - APLICA
Items[0].SalesmanIdentification A - APLICA
Payments L - SI
Payments[0].PaymentMeansCode N - SI
Payments[0].Value N - SI
Payments[0].DueDate D 8 APLICA
Payments[0].DueQuote N - APLICA
"""

ACCOUNT = """
Id N - NO
IsLeaflet B - NO
IsCustomer B - APLICA
IsSupplier B - NO
IsDealer B - NO
IsBank B - NO
IsSocialReason B - SI
FullName A 100 EMPRESA
FirstName A 50 PERSONA
LastName A 50 PERSONA
IdTypeCode - - SI
Identification A 50 SI
CheckDigit N - NO
BranchOffice N - NO
IsVATCompanyType B - SI
WebSite A 500 NO
City O - SI
City.CountryCode A - SI
City.StateCode A - SI
City.CityCode A - SI
Address A 250 SI
PostalCode A 10 NO
Fax O - NO
Fax.Indicative N 10 NO
Fax.Number N 10 NO
Fax.Extention N 10 NO
Phone O - SI
Phone.Indicative N 10 NO
Phone.Number N 10 SI
Phone.Extention N 10 NO
Email A 100 NO
IsActive B - SI
DirectorID N - NO
SalesmanID N - NO
CollectorID N - NO
PrincipalContactID N - NO
FiscalResponsibilities L - NO
"""

CONTACT = """
Id N - NO
Code N - NO
AccountID N - SI
Phone1 O - NO
Phone1.Indicative N 10 NO
Phone1.Number N 10 NO
Phone1.Extention N 10 NO
Mobile O - NO
Mobile.Indicative N 10 NO
Mobile.Number N 10 NO
Mobile.Extention N 10 NO
Email A 100 SI
FirstName A 50 SI
LastName A 50 SI
Fax O - NO
Fax.Indicative N 10 NO
Fax.Number N 10 NO
Fax.Extention N 10 NO
IsPrincipal B - NO
Gender N - NO
ChargeID N - NO
BirthDate D 8 NO
"""

PRODUCT = """
Id N - NO
Code A 30 SI
Description A 100 SI
ReferenceManufactures A 80 NO
ProductTypeKey A - SI
MeasureUnit A 50 NO
CodeBars A 30 NO
Comments A 2500 NO
TaxAddID N - NO
TaxDiscID N - NO
IsIncluded B - SI
Cost X - NO
IsInventoryControl B - SI
State N - SI
PriceList1 N - NO
PriceList2 N - NO
PriceList3 N - NO
PriceList4 N - NO
PriceList5 N - NO
PriceList6 N - NO
PriceList7 N - NO
PriceList8 N - NO
PriceList9 N - NO
PriceList10 N - NO
PriceList11 N - NO
PriceList12 N - NO
Image X - NO
AccountGroupID N - SI
SubType X - NO
TaxAdd2ID N - NO
TaxImpoValue N - NO
Model A - NO
Tariff A - NO
Brand A - NO
MeasurementUnitCode A - NO
"""

RECEIPT = """
Header O - SI
Header.Id N - NO
Header.DocCode N - SI
Header.Number N - APLICA
Header.DocName A - NO
Header.DocDate D 8 SI
Header.MoneyCode A 3 NO
Header.ExchangeValue N - NO
Header.TotalValue N - SI
Header.Observations A 500 NO
Header.Identification A 50 SI
Header.BranchOffice N - NO
Header.CostCenterCode A - APLICA
Header.SubCostCenterCode A - APLICA
Header.VoucherType N - SI
Header.PaymentMeanCode N - SI
Items L - SI
Items[0].Value N - SI
Items[0].LongDescription A 100 NO
Items[0].DC N - SI
Items[0].ACAccountCode A - SI
Items[0].DuePrefix A - SI
Items[0].DueConsecutive N - SI
Items[0].DueQuote N - SI
Items[0].DueDate D 8 SI
Items[0].Order N - SI
"""


class Row(NamedTuple):
    table: str
    path: str
    kind: str
    size: int
    need: str

    @property
    def way(self) -> str:
        """The path as `changed` takes it."""
        return self.path.replace("[0]", ".0")


def _read(table: str, text: str) -> list[Row]:
    parts = [line.split() for line in text.split("\n") if line]
    return [Row(table, path, kind, int(size) if size != "-" else 0, need) for path, kind, size, need in parts]


ROWS = [
    *_read("Invoice/Save", INVOICE),
    *_read("Accounts/Create", ACCOUNT),
    *_read("Contacts/Create", CONTACT),
    *_read("Products/Create", PRODUCT),
    *_read("Voucher/Save", RECEIPT),
]

"""Headers of organisations. A header that stands under two fields means the first, unless another claims it."""

from caruso.customers.headers.labels import kind_of_label
from caruso.customers.headers.meanings import ACCOUNT_MEANINGS
from caruso.screens.transfer.headers import Term, Vocabulary

# One name a line would make these tables unreadable.
# fmt: off

IDENTITY = (
    Term("name", (
        "Company name", "Account Name", "Name", "Organization", "Organization - Name", "Company", "Organization Name",
        "Nazwa firmy", "Nazwa", "Nazwa konta", "Nazwa organizacji", "Firma", "Organizacja",
        "Název společnosti", "Název firmy", "Název", "Název organizace", "Společnost", "Organizace",
    )),
    Term("legal_name", (
        "Legal Name", "Registered Name", "Legal business name", "Pełna nazwa", "Nazwa prawna", "Obchodní firma",
        "Úplný název", "Obchodní jméno",
    )),
    Term("tax_number", (
        "Tax Number", "Tax ID", "VAT Number", "VAT ID", "VAT", "NIP", "Numer NIP", "Numer VAT", "NIP/VAT UE", "DIČ",
    )),
    Term("registration_number", (
        "Registration Number", "Company Registration Number", "REGON", "KRS", "Numer KRS", "Numer REGON", "IČO", "IČ",
    )),
    Term("website", (
        "Website URL", "Website", "Company Domain Name", "Web Page", "Strona WWW", "Witryna internetowa", "Domena firmy",
        "Nazwa domeny firmy", "Adres URL witryny", "WWW", "Webová stránka", "Webové stránky", "Web",
        "Doména společnosti", "Název domény společnosti", "Adresa URL webu",
    )),
    Term("industry", ("Industry", "Branża", "Sektor", "Odvětví", "Obor")),
    Term("size", (
        "Number of Employees", "Employees", "NumberOfEmployees", "Employee count", "Company size",
        "Liczba pracowników", "Wielkość firmy", "Počet zaměstnanců", "Velikost firmy",
    )),
    Term("revenue", ("Annual Revenue", "Revenue", "Przychody roczne", "Przychód", "Roční obrat", "Roční tržby", "Obrat")),
    Term("currency", (
        "Currency", "Account Currency", "Annual Revenue Currency", "Currency of Annual Revenue", "CurrencyIsoCode",
        "Waluta", "Měna",
    )),
    Term("parent", (
        "Parent Account", "Parent Company", "Parent Organization", "Parent Account Name", "Firma nadrzędna",
        "Konto nadrzędne", "Mateřská společnost", "Nadřazená společnost", "Nadřazený účet",
    )),
    Term("roles", ("Type", "Account Type", "Typ", "Rodzaj", "Typ konta", "Typ firmy", "Typ účtu"), many=True),
)

REACH = (
    Term("emails.work", (
        "Email", "Email Address", "Company Email", "Adres e-mail", "E-mail firmowy", "E-mailová adresa",
        "Firemní e-mail",
    ), many=True),
    Term("phones.work", (
        "Phone", "Phone Number", "Main Phone", "Telefon", "Numer telefonu", "Telefonní číslo",
    ), many=True),
    Term("phones.fax", ("Fax", "Fax Number", "Faks", "Numer faksu", "Faxové číslo"), many=True),
)

BILLING = (
    Term("addresses.billing.street", (
        "Billing Street", "Street Address", "Street Address 2", "Street", "Billing Address Line 1",
        "Billing Address Line 2", "House number of Address", "Street/road name of Address",
        "Apartment/suite no of Address", "Ulica", "Ulica i numer",
        "Nazwa ulicy/drogi w polu Adres", "Numer domu w polu Adres", "Nazwa ulicy/drogi: Adres", "Numer domu: Adres",
        "Ulice", "Ulice a číslo", "Číslo domu: Adresa", "Název ulice/silnice: Adresa",
    ), many=True),
    # The whole address in one cell: of use only where its parts have no columns.
    Term("addresses.billing.street", (
        "Address", "Full/combined address of Address", "Adres", "Adres siedziby", "Adresa", "Sídlo",
    )),
    Term("addresses.billing.city", (
        "Billing City", "City", "City/town/village/locality of Address", "Town", "Miasto", "Miejscowość",
        "Miasto/miejscowość/wieś w polu Adres", "Miasto/miejscowość/wieś: Adres", "Město", "Obec",
        "Město/obec/vesnice/lokalita: Adresa",
    )),
    Term("addresses.billing.postal_code", (
        "Billing Zip/Postal Code", "Billing Postal Code", "Postal Code", "Zip", "Zip Code",
        "ZIP/Postal code of Address", "Kod pocztowy", "Kod pocztowy w polu Adres", "Kod pocztowy: Adres", "PSČ",
        "Poštovní směrovací číslo", "PSČ: Adresa",
    )),
    Term("addresses.billing.country", (
        "Billing Country", "Country/Region", "Country", "Country of Address", "Kraj", "Kraj/region",
        "Kraj w polu Adres", "Kraj: Adres", "Země", "Země/oblast", "Stát", "Země: Adresa",
    )),
    Term("addresses.billing.region", (
        "Billing State/Province", "Billing State", "State/Region", "State", "Region", "State/county of Address",
        "Province", "Województwo", "Stan/region", "Województwo/powiat w polu Adres", "Województwo/powiat: Adres",
        "Kraj", "Kraj/okres: Adresa", "Stát/oblast",
    )),
)

SHIPPING = (
    Term("addresses.shipping.street", (
        "Shipping Street", "Shipping Address Line 1", "Adres dostawy - ulica", "Dodací adresa - ulice",
    ), many=True),
    Term("addresses.shipping.city", ("Shipping City", "Adres dostawy - miejscowość", "Dodací adresa - město")),
    Term("addresses.shipping.postal_code", (
        "Shipping Zip/Postal Code", "Shipping Postal Code", "Adres dostawy - kod pocztowy", "Dodací adresa - PSČ",
    )),
    Term("addresses.shipping.region", (
        "Shipping State/Province", "Shipping State", "Adres dostawy - województwo", "Dodací adresa - kraj",
    )),
    Term("addresses.shipping.country", ("Shipping Country", "Adres dostawy - kraj", "Dodací adresa - země")),
)

CARE = (
    Term("lifecycle_stage", ("Lifecycle Stage", "Etap cyklu życia", "Faza cyklu życia", "Fáze životního cyklu")),
    Term("source", (
        "Account Source", "Lead Source", "Original Source", "Original Source Type", "Original Traffic Source", "Source",
        "Źródło", "Pierwotne źródło", "Zdroj", "Původní zdroj",
    )),
    Term("language", ("Language", "Preferred language", "Język", "Jazyk")),
    Term("owner", (
        "Company owner", "Account Owner", "Owner", "OwnerId", "Właściciel", "Właściciel firmy", "Opiekun",
        "Vlastník", "Vlastník společnosti",
    )),
    Term("tags", (
        "Tags", "Labels", "Label", "Etykiety", "Etykieta", "Kategorie", "Tagi", "Štítky", "Štítek",
    ), many=True),
    Term("notes", (
        "Notes", "Note", "Description", "About Us", "Comments", "Account Description", "Notatki", "Notatka", "Opis",
        "Uwagi", "Poznámky", "Poznámka", "Popis",
    ), many=True),
    Term("external_id", (
        "Record ID", "Account ID", "Id", "Organization - ID", "External ID", "Identyfikator rekordu", "Identyfikator",
        "ID záznamu", "Pipedrive System ID",
    )),
)

ACCOUNT = Vocabulary(
    (*IDENTITY, *REACH, *BILLING, *SHIPPING, *CARE),
    prefixes=("Organization", "Organisation", "Organizacja", "Organizace"),
    kind_of_label=kind_of_label,
    foreign_number="external_id",
    meanings=ACCOUNT_MEANINGS,
)

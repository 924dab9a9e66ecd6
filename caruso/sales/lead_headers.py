"""Headers of leads in the exports of HubSpot, Salesforce and Pipedrive, in English, Polish and Czech."""

from collections.abc import Mapping

from caruso.customers.headers.meanings import full_name, in_our_words, source
from caruso.screens.transfer.headers import Product, Term, Vocabulary

# One name a line would make these tables unreadable.
# fmt: off

TERMS = (
    Term("first_name", ("First Name", "Given Name", "Imię", "Pierwsze imię", "Jméno", "Křestní jméno")),
    Term("last_name", ("Last Name", "Surname", "Family Name", "Nazwisko", "Příjmení")),
    Term("name", (
        "Name", "Full Name", "Lead Name", "Contact Name", "Contact", "Person", "Contact person", "Lead - Contact person",
        "Associated Contact", "Imię i nazwisko", "Nazwisko i imię", "Osoba kontaktowa", "Osoba", "Jméno a příjmení",
        "Celé jméno", "Kontaktní osoba", "Osoba - Nazwa", "Person - Name", "Osoba - Jméno",
    )),
    Term("company", (
        "Company", "Company Name", "Company / Account", "Account Name", "Organization", "Organization - Name",
        "Organization Name", "Associated Company", "Primary Associated Company", "Firma", "Nazwa firmy", "Organizacja",
        "Organizacja - Nazwa", "Powiązana firma", "Společnost", "Název společnosti", "Název firmy", "Organizace",
        "Organizace - Název", "Přidružená společnost",
    )),
    Term("job_title", (
        "Title", "Job Title", "Position", "Stanowisko", "Nazwa stanowiska", "Pozice", "Pracovní pozice", "Funkce",
    )),
    Term("email", (
        "Email", "Email Address", "E-mail Address", "Work Email", "Email - Work", "Person - Email - Work",
        "Person - Email", "Adres e-mail", "E-mail służbowy", "Osoba - E-mail - Praca", "Osoba - E-mail",
        "E-mailová adresa", "Pracovní e-mail", "Osoba - E-mail - Práce",
    )),
    Term("phone", (
        "Phone", "Phone Number", "Business Phone", "Mobile", "Mobile Phone Number", "Mobile Phone", "Phone - Work",
        "Person - Phone - Work", "Person - Phone", "Telefon", "Numer telefonu", "Telefon komórkowy", "Numer komórkowy",
        "Osoba - Telefon - Praca", "Osoba - Telefon", "Telefonní číslo", "Mobil", "Mobilní telefon",
        "Osoba - Telefon - Práce",
    )),
    Term("website", ("Website", "Website URL", "Web", "Strona WWW", "Adres URL witryny", "Webová stránka", "WWW")),
    Term("tax_number", ("Tax Number", "VAT Number", "VAT ID", "NIP", "Numer NIP", "DIČ")),
    Term("street", ("Street", "Street Address", "Address", "Ulica", "Adres", "Ulice", "Adresa")),
    Term("postcode", (
        "Zip", "Zip Code", "Zip/Postal Code", "Postal Code", "PostalCode", "Kod pocztowy", "PSČ",
    )),
    Term("city", ("City", "Miasto", "Miejscowość", "Město", "Obec")),
    Term("country", ("Country", "Country/Region", "Kraj", "Kraj/region", "Země", "Země/oblast", "Stát")),
    Term("language", ("Language", "Preferred language", "Język", "Jazyk")),
    Term("message", (
        "Message", "Inquiry", "Product Interest", "What they want", "Wiadomość", "Zapytanie", "Zpráva", "Poptávka",
    )),
    Term("budget", (
        "Budget", "Expected budget", "Lead - Value", "Value", "Lead value", "Potential Deal Value", "Budżet", "Wartość",
        "Lead - Wartość", "Rozpočet", "Hodnota", "Lead - Hodnota",
    )),
    Term("currency", (
        "Currency", "Lead Currency", "Lead - Currency of Value", "Currency of Value", "CurrencyIsoCode", "Waluta", "Měna",
    )),
    Term("source", (
        "Lead Source", "Source", "Original Source", "Original Traffic Source", "Original Source Type", "Lead - Source",
        "Source channel", "Źródło", "Źródło leada", "Pierwotne źródło", "Lead - Źródło", "Zdroj", "Zdroj leadu",
        "Původní zdroj", "Lead - Zdroj",
    )),
    Term("campaign", ("Campaign", "Campaign Name", "Kampania", "Kampaň")),
    Term("state", ("Lead Status", "Status", "Status leada", "Stan", "Stav leadu", "Stav")),
    Term("owner", (
        "Lead Owner", "Owner", "Contact owner", "Lead - Owner", "Właściciel", "Właściciel leada", "Lead - Właściciel",
        "Opiekun", "Vlastník", "Vlastník leadu", "Lead - Vlastník",
    )),
    Term("tags", (
        "Tags", "Labels", "Lead Labels", "Lead - Labels", "Etykiety", "Lead - Etykiety", "Tagi", "Štítky",
        "Lead - Štítky",
    ), many=True),
    Term("notes", (
        "Notes", "Note", "Description", "Comments", "Lead - Title", "Notatki", "Opis", "Uwagi", "Poznámky", "Popis",
    ), many=True),
    Term("external_id", (
        "Lead ID", "Record ID", "Id", "Lead - ID", "External ID", "Identyfikator rekordu", "Identyfikator", "ID leada",
        "ID záznamu", "ID leadu",
    )),
)
# fmt: on

STATES = {
    "new": ("new", "open", "open - not contacted", "not contacted", "nowy", "otwarty", "nový", "otevřený"),
    "working": (
        "working",
        "working - contacted",
        "in progress",
        "contacted",
        "connected",
        "attempted to contact",
        "open deal",
        "w trakcie",
        "skontaktowano",
        "probíhá",
        "rozpracovaný",
        "kontaktován",
    ),
    "disqualified": (
        "unqualified",
        "disqualified",
        "closed - not converted",
        "bad timing",
        "lost",
        "niezakwalifikowany",
        "odrzucony",
        "nekvalifikovaný",
        "vyřazený",
    ),
    "converted": ("converted", "closed - converted", "qualified", "przekształcony", "převedený"),
}


def whole_name(text: str) -> Mapping[str, str]:
    """First and last name of a whole one; titles stay out."""
    said = full_name(text)
    return {name: said.get(name, "") for name in ("first_name", "last_name")}


LEAD = Vocabulary(
    TERMS,
    prefixes=("Lead", "Person", "Osoba"),
    foreign_number="external_id",
    meanings={"name": whole_name, "source": source, "state": in_our_words("state", STATES)},
)
PRODUCTS = (
    Product("HubSpot", "sales.lead", ("Record ID", "First Name", "Last Name", "Lead Status")),
    Product("HubSpot", "sales.lead", ("Identyfikator rekordu", "Imię", "Nazwisko", "Status leada")),
    Product("HubSpot", "sales.lead", ("ID záznamu", "Jméno", "Příjmení", "Stav leadu")),
    Product("Salesforce", "sales.lead", ("Lead Source", "Lead Status", "Lead Owner")),
    Product("Salesforce", "sales.lead", ("Lead ID", "Last Name", "Company")),
    Product("Pipedrive", "sales.lead", ("Lead - Title",)),
    Product("Pipedrive", "sales.lead", ("Lead - ID", "Lead - Owner")),
)

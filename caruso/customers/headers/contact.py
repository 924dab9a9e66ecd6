"""Headers of people. A header that stands under two fields means the first, unless another column claims it."""

from caruso.customers.headers.labels import kind_of_label
from caruso.customers.headers.meanings import CONTACT_MEANINGS
from caruso.screens.transfer.headers import Term, Vocabulary

# One name a line would make these tables unreadable.
# fmt: off

NAME = (
    Term("salutation", ("Salutation", "Zwrot grzecznościowy", "Oslovení")),
    Term("first_name", (
        "First Name", "Given Name", "Forename", "Imię", "Pierwsze imię", "Jméno", "Křestní jméno",
    )),
    Term("middle_name", (
        "Middle Name", "Additional Name", "Second Name", "Drugie imię", "Další jméno", "Druhé jméno",
        "Prostřední jméno",
    )),
    Term("last_name", ("Last Name", "Family Name", "Surname", "Nazwisko", "Příjmení")),
    Term("title_after", (
        "Suffix", "Name Suffix", "Sufiks", "Tytuł po nazwisku", "Titul za jménem", "Titul za", "Přípona",
    )),
    Term("name", (
        "Name", "Full Name", "Contact Name", "Contact", "Display Name", "Imię i nazwisko", "Nazwa",
        "Nazwisko i imię", "Jméno a příjmení", "Celé jméno", "Kontakt", "Person - Name", "Osoba - Nazwa",
        "Osoba - Jméno",
    )),
    Term("nickname", ("Nickname", "Pseudonim", "Przydomek", "Ksywa", "Přezdívka")),
)

WORK = (
    Term("job_title", (
        "Job Title", "Title", "Position", "Organization 1 - Title", "Organization Title", "Stanowisko",
        "Nazwa stanowiska", "Pracovní pozice", "Pozice", "Funkce", "Pracovní zařazení",
    )),
    Term("title_before", (
        "Title", "Name Prefix", "Prefix", "Tytuł", "Tytuł naukowy", "Tytuł przed nazwiskiem", "Titul",
        "Titul před jménem", "Titul před", "Předpona", "Oslovení",
    )),
    Term("department", (
        "Department", "Organization 1 - Department", "Organization Department", "Dział", "Oddział", "Oddělení",
    )),
    Term("account", (
        "Company", "Company Name", "Account Name", "Associated Company", "Primary Associated Company", "Organization",
        "Organization Name", "Organization 1 - Name", "Employer", "Associated Company Names",
        "Firma", "Nazwa firmy", "Organizacja", "Powiązana firma", "Nazwa konta", "Organizacja - Nazwa",
        "Společnost", "Název společnosti", "Název firmy", "Organizace", "Přidružená společnost", "Organizace - Název",
    )),
)

EMAILS = (
    Term("emails.work", (
        "Email", "E-mail Address", "Email Address", "E-mail 1 - Value", "Work Email", "Business Email",
        "Email - Work", "Email (Work)", "Primary Email",
        "Adres e-mail", "E-mail służbowy", "Adres poczty elektronicznej", "E-mail - Praca",
        "E-mailová adresa", "Pracovní e-mail", "E-mail - Práce", "Adresa elektronické pošty",
    ), many=True),
    Term("emails.home", (
        "Personal Email", "Home Email", "Email - Home", "Email (Home)", "E-mail 2 - Value", "E-mail 2 Address",
        "Adres e-mail 2", "E-mail prywatny", "E-mail - Dom",
        "E-mailová adresa 2", "Adresa e-mailu 2", "Soukromý e-mail", "E-mail - Domov",
    ), many=True),
    Term("emails.other", (
        "Other Email", "Email - Other", "Email (Other)", "Additional email addresses", "Secondary Email",
        "E-mail 3 - Value", "E-mail 3 Address", "E-mail - Value", "E-mail Address 3",
        "Adres e-mail 3", "Dodatkowe adresy e-mail", "E-mail - Inne", "Inny e-mail",
        "E-mailová adresa 3", "Adresa e-mailu 3", "E-mail - Jiné", "E-mail - Ostatní", "Jiný e-mail",
    ), many=True),
)

PHONES = (
    Term("phones.work", (
        "Phone", "Phone Number", "Business Phone", "Work Phone", "Office Phone", "Phone 1 - Value", "Phone - Work",
        "Phone (Work)", "Company Main Phone", "Primary Phone", "Telephone",
        "Telefon", "Numer telefonu", "Telefon służbowy", "Główny telefon do firmy", "Telefon podstawowy",
        "Telefon - Praca", "Telefon stacjonarny",
        "Telefonní číslo", "Telefon do zaměstnání", "Pracovní telefon", "Telefon - Práce", "Hlavní telefon",
        "Hlavní telefon společnosti", "Telefon (práce)",
    ), many=True),
    Term("phones.mobile", (
        "Mobile Phone", "Mobile", "Mobile Phone Number", "Cell Phone", "Cell", "Phone - Mobile", "Phone (Mobile)",
        "Phone 2 - Value", "WhatsApp Phone Number",
        "Telefon komórkowy", "Numer telefonu komórkowego", "Komórka", "Telefon - Komórka", "Telefon - Komórkowy",
        "Telefon - Telefon komórkowy",
        "Mobilní telefon", "Mobil", "Číslo mobilního telefonu", "Telefon - Mobil", "Telefon - Mobilní",
    ), many=True),
    Term("phones.home", (
        "Home Phone", "Phone - Home", "Phone (Home)", "Phone 3 - Value", "Other Phone", "Phone - Other",
        "Phone - Value",
        "Telefon domowy", "Telefon - Dom", "Inny telefon", "Telefon - Inne",
        "Telefon domů", "Domácí telefon", "Telefon - Domov", "Jiný telefon", "Telefon - Jiné", "Telefon - Ostatní",
    ), many=True),
    Term("phones.fax", (
        "Fax", "Fax Number", "Business Fax", "Home Fax", "Other Fax",
        "Faks", "Numer faksu", "Faks służbowy", "Faks domowy", "Inny faks",
        "Faxové číslo", "Fax do zaměstnání", "Fax (práce)", "Fax domů", "Jiný fax",
    ), many=True),
)

WORK_ADDRESS = (
    Term("addresses.work.street", (
        "Business Street", "Mailing Street", "Street Address", "Street", "Street Address 2",
        "Address 1 - Street", "Mailing Address Line 1", "Mailing Address Line 2", "Work Street",
        "Adres służbowy - ulica", "Ulica (biuro)", "Ulica", "Ulica i numer",
        "Ulice", "Ulice (práce)", "Ulice (zaměstnání)", "Adresa do zaměstnání - ulice",
    ), many=True),
    # The whole address in one cell: of use only where its parts have no columns.
    Term("addresses.work.street", (
        "Address", "Postal address", "Address 1 - Formatted", "Adres", "Adres pocztowy", "Adresa", "Poštovní adresa",
    )),
    Term("addresses.work.city", (
        "Business City", "Mailing City", "City", "Town", "Address 1 - City", "Work City",
        "Adres służbowy - miejscowość", "Miasto (biuro)", "Miasto", "Miejscowość",
        "Město", "Obec", "Město (práce)", "Město (zaměstnání)", "Adresa do zaměstnání - město",
    )),
    Term("addresses.work.postal_code", (
        "Business Postal Code", "Mailing Zip/Postal Code", "Mailing Postal Code", "Postal Code", "Zip", "Zip Code",
        "Address 1 - Postal Code", "Adres służbowy - kod pocztowy", "Kod pocztowy (biuro)", "Kod pocztowy",
        "PSČ", "PSČ (práce)", "PSČ (zaměstnání)", "Poštovní směrovací číslo", "Adresa do zaměstnání - PSČ",
    )),
    Term("addresses.work.country", (
        "Business Country/Region", "Business Country", "Mailing Country", "Country/Region", "Country",
        "Address 1 - Country", "Adres służbowy - kraj", "Adres służbowy - kraj/region", "Kraj/region (biuro)", "Kraj",
        "Kraj/region", "Země", "Stát", "Země/oblast", "Země (práce)", "Země (zaměstnání)",
        "Země/oblast (práce)", "Adresa do zaměstnání - země", "Adresa do zaměstnání - země/oblast",
    )),
    Term("addresses.work.region", (
        "Business State", "Mailing State/Province", "Mailing State", "State/Region", "State", "Region",
        "Address 1 - Region", "Province", "Adres służbowy - województwo", "Województwo (biuro)", "Województwo",
        "Stan/region", "Kraj", "Kraj (práce)", "Kraj (zaměstnání)", "Stát/oblast", "Adresa do zaměstnání - kraj",
    )),
)

HOME_ADDRESS = (
    Term("addresses.home.street", (
        "Home Street", "Other Street", "Address 2 - Street", "Adres domowy - ulica", "Ulica (dom)",
        "Inny adres - ulica", "Ulice (domů)", "Ulice (domov)", "Adresa domů - ulice", "Jiná adresa - ulice",
    ), many=True),
    Term("addresses.home.city", (
        "Home City", "Other City", "Address 2 - City", "Adres domowy - miejscowość", "Miasto (dom)",
        "Inny adres - miejscowość", "Město (domů)", "Město (domov)", "Adresa domů - město", "Jiná adresa - město",
    )),
    Term("addresses.home.postal_code", (
        "Home Postal Code", "Other Postal Code", "Other Zip/Postal Code", "Address 2 - Postal Code",
        "Adres domowy - kod pocztowy", "Kod pocztowy (dom)", "Inny adres - kod pocztowy",
        "PSČ (domů)", "PSČ (domov)", "Adresa domů - PSČ", "Jiná adresa - PSČ",
    )),
    Term("addresses.home.region", (
        "Home State", "Other State", "Other State/Province", "Address 2 - Region", "Adres domowy - województwo",
        "Województwo (dom)", "Inny adres - województwo", "Kraj (domů)", "Kraj (domov)", "Adresa domů - kraj",
        "Jiná adresa - kraj",
    )),
    Term("addresses.home.country", (
        "Home Country/Region", "Home Country", "Other Country/Region", "Other Country", "Address 2 - Country",
        "Adres domowy - kraj", "Adres domowy - kraj/region", "Kraj/region (dom)", "Inny adres - kraj",
        "Inny adres - kraj/region", "Země (domů)", "Země (domov)", "Země/oblast (domů)", "Adresa domů - země",
        "Adresa domů - země/oblast", "Jiná adresa - země",
    )),
)

WEB = (
    Term("web.website", (
        "Website URL", "Website", "Web Page", "Website 1 - Value", "Homepage", "Strona sieci Web", "Strona WWW",
        "Witryna internetowa", "Adres URL witryny", "WWW", "Webová stránka", "Web", "Webové stránky",
        "Adresa URL webu",
    )),
    Term("web.linkedin", (
        "LinkedIn", "LinkedIn URL", "LinkedIn Profile", "LinkedIn Page", "LinkedIn Bio", "LinkedIn Profile URL",
        "Profil LinkedIn",
    )),
    Term("web.facebook", ("Facebook", "Facebook Page", "Facebook URL", "Facebook Company Page", "Profil Facebook")),
    Term("web.x", ("Twitter", "X", "Twitter Username", "Twitter Handle", "X (Twitter)")),
)

PERSONAL = (
    Term("birthday", (
        "Birthday", "Birthdate", "Date of birth", "Birth Date", "Urodziny", "Data urodzenia", "Narozeniny",
        "Datum narození",
    )),
    Term("name_day", ("Name Day", "Imieniny", "Svátek", "Jmeniny")),
    Term("anniversaries", ("Anniversary", "Rocznica", "Výročí", "Event 1 - Value"), many=True),
    Term("family.spouse", (
        "Spouse", "Partner", "Współmałżonek", "Małżonek", "Manžel/ka", "Manžel(ka)", "Partner/ka",
        "Relation 1 - Value",
    )),
    Term("family.children", ("Children", "Dzieci", "Děti")),
    Term("hobbies", ("Hobby", "Hobbies", "Interests", "Zainteresowania", "Koníčky", "Zájmy", "Záliby"), many=True),
    Term("language", ("Language", "Preferred language", "Język", "Preferowany język", "Jazyk", "Preferovaný jazyk")),
    Term("preferred_channel", (
        "Preferred channel", "Preferred channels", "Preferred contact method", "Preferowany kanał",
        "Preferowana forma kontaktu", "Preferovaný kanál", "Preferovaný způsob kontaktu",
    )),
)

CARE = (
    Term("lifecycle_stage", (
        "Lifecycle Stage", "Etap cyklu życia", "Faza cyklu życia", "Fáze životního cyklu",
    )),
    Term("source", (
        "Lead Source", "Original Source", "Original Traffic Source", "Source", "Referred By", "Osoba polecająca",
        "Źródło", "Źródło leada", "Pierwotne źródło", "Zdroj", "Zdroj leadu", "Původní zdroj", "Doporučil",
        "Doporučil/a",
    )),
    Term("owner", (
        "Contact owner", "Owner", "Account Owner", "OwnerId", "Właściciel", "Właściciel kontaktu", "Opiekun",
        "Vlastník", "Vlastník kontaktu",
    )),
    Term("tags", (
        "Tags", "Labels", "Label", "Group Membership", "Categories", "Keywords", "Kategorie", "Etykiety", "Etykieta",
        "Słowa kluczowe", "Tagi", "Štítky", "Štítek", "Klíčová slova",
    ), many=True),
    Term("notes", (
        "Notes", "Note", "Description", "Comments", "Contact Description", "Message", "Notatki", "Notatka", "Opis",
        "Uwagi", "Wiadomość", "Poznámky", "Poznámka", "Popis",
    ), many=True),
    Term("created_at", (
        "Create Date", "Created Date", "Created On", "Person created", "Created", "Created At", "Data utworzenia",
        "Utworzono osobę", "Osoba utworzona", "Datum vytvoření", "Vytvořeno", "Osoba vytvořena",
    )),
    Term("external_id", (
        "Record ID", "Contact ID", "Id", "Person - ID", "UID", "External ID", "Identyfikator rekordu",
        "Identyfikator", "ID záznamu", "Pipedrive System ID", "Vid", "Contact ID (18)",
    )),
)

CONTACT = Vocabulary(
    (*NAME, *WORK, *EMAILS, *PHONES, *WORK_ADDRESS, *HOME_ADDRESS, *WEB, *PERSONAL, *CARE),
    prefixes=("Person", "Osoba"),
    kind_of_label=kind_of_label,
    foreign_number="external_id",
    meanings=CONTACT_MEANINGS,
)

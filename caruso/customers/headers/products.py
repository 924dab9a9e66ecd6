"""Headers that only the export of one program has."""

from caruso.screens.transfer.headers import Product

PRODUCTS: tuple[Product, ...] = (
    Product("HubSpot", "customers.contact", ("Record ID", "First Name", "Last Name", "Email")),
    Product(
        "HubSpot", "customers.contact", ("Record ID", "First Name", "Last Name", "Marketing contact status")
    ),
    Product("HubSpot", "customers.contact", ("Record ID", "First Name", "Last Name", "Lifecycle Stage")),
    Product("HubSpot", "customers.account", ("Record ID", "Company name")),
    Product("HubSpot", "customers.account", ("Record ID", "Company name", "Company Domain Name")),
    Product("HubSpot", "customers.contact", ("Identyfikator rekordu", "Imię", "Nazwisko")),
    Product("HubSpot", "customers.account", ("Identyfikator rekordu", "Nazwa firmy")),
    Product("HubSpot", "customers.contact", ("ID záznamu", "Jméno", "Příjmení")),
    Product("HubSpot", "customers.account", ("ID záznamu", "Název společnosti")),
    Product("Salesforce", "customers.contact", ("Contact ID", "Last Name", "Account Name")),
    Product("Salesforce", "customers.contact", ("Salutation", "Last Name", "Mailing Street")),
    Product("Salesforce", "customers.contact", ("Salutation", "Last Name", "Mailing City")),
    Product("Salesforce", "customers.contact", ("Id", "AccountId", "LastName")),
    Product("Salesforce", "customers.account", ("Account Name", "Account Owner")),
    Product("Salesforce", "customers.account", ("Account Name", "Billing City")),
    Product("Salesforce", "customers.account", ("Id", "Name", "BillingCity")),
    Product("Google Contacts", "customers.contact", ("Given Name", "Family Name", "Group Membership")),
    Product("Google Contacts", "customers.contact", ("Given Name", "Family Name", "E-mail 1 - Value")),
    Product("Google Contacts", "customers.contact", ("First Name", "Last Name", "File As", "Labels")),
    Product(
        "Google Contacts", "customers.contact", ("First Name", "Last Name", "Phonetic Last Name", "Labels")
    ),
    Product("Outlook", "customers.contact", ("First Name", "Last Name", "E-mail Address")),
    Product("Outlook", "customers.contact", ("First Name", "Last Name", "Business Phone")),
    Product("Outlook", "customers.contact", ("Imię", "Nazwisko", "Adres e-mail")),
    Product("Outlook", "customers.contact", ("Imię", "Nazwisko", "Telefon służbowy")),
    Product("Outlook", "customers.contact", ("Jméno", "Příjmení", "E-mailová adresa")),
    Product("Outlook", "customers.contact", ("Jméno", "Příjmení", "Telefon do zaměstnání")),
    Product("Pipedrive", "customers.contact", ("Person - Name",)),
    Product("Pipedrive", "customers.contact", ("Osoba - Nazwa",)),
    Product("Pipedrive", "customers.contact", ("Osoba - Imię i nazwisko",)),
    Product("Pipedrive", "customers.contact", ("Osoba - Jméno",)),
    Product("Pipedrive", "customers.account", ("Organization - Name",)),
    Product("Pipedrive", "customers.account", ("Organizacja - Nazwa",)),
    Product("Pipedrive", "customers.account", ("Organizace - Název",)),
)

"""The people of the demo's firm: the same cast as in the tests."""

from caruso.kernel.models import Organisation, Role, Team, User
from caruso.kernel.models.organisation import current_organisation

PASSWORD = "caruso-demo"
#: (e-mail, name, job title, team, role, language)
STAFF = [
    ("admin@example.com", "Anna Wierzbicka", "Owner", None, None, "en"),
    ("marek@example.com", "Marek Sobotka", "Head of sales", "Sales", "Manager", "cs"),
    ("petra@example.com", "Petra Nová", "Sales representative", "Sales", "Representative", "cs"),
    ("piotr@example.com", "Piotr Zawadzki", "Sales representative", "Sales", "Representative", "pl"),
    ("tomas@example.com", "Tomáš Bureš", "Service agent", "Service", "Agent", "cs"),
    ("jan@example.com", "Jan Gajda", "Accountant", None, "Reader", "pl"),
]


def hire(language: str = "en") -> dict[str, User]:
    """The firm, which speaks this language, its teams and its people, by the first part of their e-mail."""
    firm: Organisation = current_organisation()
    firm.name, firm.country, firm.currency, firm.language = "Tenor Coffee Systems", "PL", "EUR", language
    firm.legal_name, firm.street, firm.postal_code = (
        "Tenor Coffee Systems sp. z o.o.",
        "ul. Świętego Marcina 24",
        "61-805",
    )
    firm.city, firm.tax_number, firm.registration_number = "Poznań", "PL7831680245", "KRS 0000451873"
    firm.email, firm.phone, firm.website = "office@tenor.example", "+48 61 555 01 87", "www.tenor.example"
    firm.bank_account, firm.bank_code = "PL61 1090 1014 0000 0712 1981 2874", "WBKPPLPP"
    firm.save()
    company, _made = Team.objects.get_or_create(name="Tenor")
    teams = {
        name: Team.objects.get_or_create(name=name, defaults={"parent": company})[0] for name in ("Sales", "Service")
    }
    people = {}
    # In English the owner's pages follow the browser, so that whoever looks around meets the own language.
    owner_speaks = "" if language == "en" else language
    for email, name, title, team, role, speaks in STAFF:
        person = User.objects.create_user(
            email, PASSWORD, name=name, job_title=title, team=teams.get(team or "", company),
            language=speaks if role else owner_speaks, is_superuser=role is None,
        )  # fmt: skip
        if role and (found := Role.objects.filter(name=role).first()):
            person.roles.add(found)
        people[email.partition("@")[0]] = person
    # On the very objects that people carry about: who is asked for a yes is read from them.
    for led, leader in ((company, "admin"), (teams["Sales"], "marek")):
        led.leader = people[leader]
        led.save(update_fields=["leader"])
    return people

"""Is this lead real? What can be told from what it says of itself, without asking anybody."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from caruso.customers.rules.identity_numbers import is_valid_tax_number
from caruso.kernel.phones import parse_phone

#: Addresses of a desk rather than of a person, in English, Polish and Czech.
ROLES = frozenset(
    [
        "abuse",
        "admin",
        "administrator",
        "biuro",
        "contact",
        "faktury",
        "fakturace",
        "hello",
        "help",
        "hr",
        "info",
        "jobs",
        "kancelar",
        "kariera",
        "kontakt",
        "kontaktni",
        "marketing",
        "no-reply",
        "noreply",
        "obchod",
        "obchodni",
        "office",
        "podpora",
        "postmaster",
        "praca",
        "prodej",
        "recepce",
        "recepcja",
        "rodo",
        "sales",
        "secretariat",
        "sekretariat",
        "service",
        "serwis",
        "servis",
        "sklep",
        "sprzedaz",
        "support",
        "team",
        "webmaster",
    ]
)

PROBLEMS: dict[str, Any] = {
    "email": _("The e-mail address cannot be right."),
    "disposable": _("The e-mail address is a throw-away one."),
    "role": _("The e-mail address belongs to a desk, not to a person."),
    "phone": _("The telephone number cannot be right."),
    "tax_number": _("The check digits of the tax number do not fit."),
    "unreachable": _("There is neither an e-mail address nor a telephone number."),
    "evidence": _("Something that you ask for is missing."),
    "duplicate": _("There may be another lead of the same person or firm."),
    "customer": _("It may be a customer whom you know already."),
}
#: Those that make a lead invalid; the others leave it in doubt.
GRAVE = frozenset({"email", "disposable", "unreachable"})

#: Those that other records tell; they are looked for when the lead has been written.
FOUND_ELSEWHERE = ("duplicate", "customer")


def problems_of(lead: Mapping[str, Any], required: Collection[str], country: str) -> list[str]:
    """The names of what is wrong. `required` are fields that must say something, `country` where numbers are local."""
    found = [*_of_email(lead.get("email") or ""), *_of_phone(lead.get("phone") or "", country)]
    if not lead.get("email") and not lead.get("phone"):
        found.append("unreachable")
    if (number := lead.get("tax_number")) and not is_valid_tax_number(number, country):
        found.append("tax_number")
    if missing_of(lead, required):
        found.append("evidence")
    return found


def missing_of(lead: Mapping[str, Any], required: Collection[str]) -> list[str]:
    """Those of the required fields that say nothing."""
    return [name for name in required if lead.get(name) in (None, "", []) or lead.get(name) is False]


def validity_of(problems: Collection[str]) -> str:
    """valid, doubtful or invalid."""
    if GRAVE.intersection(problems):
        return "invalid"
    return "doubtful" if problems else "valid"


def _of_email(email: str) -> list[str]:
    if not email:
        return []
    name, _at, domain = email.lower().rpartition("@")
    try:
        validate_email(email)
    except ValidationError:
        return ["email"]
    if not _could_take_mail(domain):
        return ["email"]
    if _is_disposable(domain):
        return ["disposable"]
    return ["role"] if name.partition("+")[0] in ROLES else []


def _is_disposable(domain: str) -> bool:
    """Whether the domain, or one that it belongs to, gives out addresses for an hour."""
    # Thousands of names, which neither the start of a server nor most processes need.
    from disposable_email_domains import blocklist

    return any(".".join(domain.split(".")[at:]) in blocklist for at in range(domain.count(".")))


def _could_take_mail(domain: str) -> bool:
    """Whether the domain has the shape of one with a mail exchanger: no address, no reserved name (RFC 2606, 6761)."""
    parts = domain.split(".")
    reserved = {"test", "example", "invalid", "localhost", "local", "internal"}
    return len(parts) > 1 and not parts[-1].isdigit() and parts[-1] not in reserved and not domain.startswith("[")


def _of_phone(phone: str, country: str) -> list[str]:
    if not phone:
        return []
    try:
        parse_phone(phone, country)
    except (ValidationError, TypeError):
        return ["phone"]
    return []

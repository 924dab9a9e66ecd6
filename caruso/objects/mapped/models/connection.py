"""Databases that other programs keep."""

import re
import secrets
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caruso.kernel.models.organisation import current_organisation
from caruso.kernel.reaching import allowed_address
from caruso.kernel.sealing import SealedPassword, SecretLost
from caruso.objects.mapped.places import allowed_file
from caruso.objects.mapped.sources import Source, add_aliases, source_for

_BACKENDS = "caruso.objects.mapped.backends"
#: Of a database, in PostgreSQL and MariaDB.
_LONGEST_NAME = 63
_SCHEMA = re.compile(r"[^\"'`%\\\x00-\x1f]+")


def _reference() -> str:
    return secrets.token_hex(8)


class Connection(SealedPassword, models.Model):
    """Where a database is and who asks it. The password is kept encrypted, see `sealing`.

    Reading goes through sessions that the database itself keeps from writing; only a connection that is `writable`
    has others beside them. `problem` is what it last failed with, until it answers again.
    """

    class Vendor(models.TextChoices):
        MARIADB = "mariadb", _("MariaDB or MySQL")
        POSTGRESQL = "postgresql", "PostgreSQL"
        SQLITE = "sqlite", _("SQLite file")

    name = models.CharField(_("name"), max_length=80, unique=True)
    reference = models.CharField(max_length=16, unique=True, default=_reference, editable=False)
    vendor = models.CharField(_("kind"), max_length=12, choices=Vendor.choices)
    host = models.CharField(_("host"), max_length=250, blank=True)
    port = models.PositiveIntegerField(_("port"), null=True, blank=True)
    database = models.CharField(_("database"), max_length=500)
    schema = models.CharField(_("schema"), max_length=63, blank=True)
    username = models.CharField(_("user"), max_length=120, blank=True)
    password_sealed = models.TextField(blank=True, editable=False)
    writable = models.BooleanField(_("Caruso may write"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    problem = models.CharField(max_length=300, blank=True, editable=False)
    problem_at = models.DateTimeField(null=True, editable=False)
    rests_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("connected database")
        verbose_name_plural = _("connected databases")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        current_organisation().schema_changed()

    @property
    def alias(self) -> str:
        return f"mapped_{self.reference}_{self.version}"

    @property
    def rests(self) -> bool:
        return self.rests_until is not None and self.rests_until > timezone.now()

    def open(self) -> Source:
        """Make it known to this process; nothing is looked up or connected yet."""
        reading: dict[str, Any] = {"ENGINE": f"{_BACKENDS}.{self.vendor}", "NAME": self.database}
        writing = dict(reading)
        source = source_for(self.alias, self.reference, self.name)
        try:
            getattr(self, f"_of_{self.vendor}")(reading, writing)
        except SecretLost:
            source.refused = _("Its password cannot be read any more; please type it again.")
        add_aliases(source, reading, writing if self.writable else None)
        return source

    def check_place(self) -> None:
        """Raises ValidationError where a database may not be."""
        longest = 500 if self.vendor == self.Vendor.SQLITE else _LONGEST_NAME
        odd = any(ord(letter) < 32 for letter in f"{self.host}{self.database}{self.username}")
        if odd or len(self.database) > longest:
            raise ValidationError({"database": _("This is no name of a database.")})
        if self.schema and (self.vendor != self.Vendor.POSTGRESQL or not _SCHEMA.fullmatch(self.schema)):
            raise ValidationError(
                {"schema": _("Only PostgreSQL has schemas, and their names have no quotation marks.")}
            )
        if self.vendor == self.Vendor.SQLITE:
            allowed_file(self.database)
        else:
            allowed_address(self.host, self._port)

    @property
    def _port(self) -> int:
        return self.port or (5432 if self.vendor == self.Vendor.POSTGRESQL else 3306)

    def _of_sqlite(self, reading: dict[str, Any], writing: dict[str, Any]) -> None:
        for given in (reading, writing):
            given["OPTIONS"] = {"timeout": settings.MAPPED_SECONDS}

    def _of_postgresql(self, reading: dict[str, Any], writing: dict[str, Any]) -> None:
        limit = int(settings.MAPPED_SECONDS * 1000)
        options = f"-c statement_timeout={limit} -c lock_timeout={limit * 4 // 5}{self._search_path()}"
        connect = {"connect_timeout": max(2, int(settings.MAPPED_SECONDS)), "application_name": "caruso"}
        for given, read_only in ((reading, "on"), (writing, "off")):
            more = {**connect, "options": f"{options} -c default_transaction_read_only={read_only}"}
            given |= {**self._login(), "OPTIONS": more}

    def _search_path(self) -> str:
        """The option that names the schema, quoted for PostgreSQL, with what would end it escaped for the driver."""
        return " -c search_path=" + f'"{self.schema}"'.replace(" ", "\\ ") if self.schema else ""

    def _of_mariadb(self, reading: dict[str, Any], writing: dict[str, Any]) -> None:
        seconds = settings.MAPPED_SECONDS
        limits = {"connect_timeout": seconds, "read_timeout": seconds + 1, "write_timeout": seconds + 1}
        for given, access in ((reading, "READ ONLY"), (writing, "READ WRITE")):
            first = f"SET SESSION TRANSACTION {access}"
            given |= {**self._login(), "OPTIONS": {**limits, "charset": "utf8mb4", "init_command": first}}

    def _login(self) -> dict[str, Any]:
        return {
            "NAME": self.database,
            "USER": self.username,
            "PASSWORD": self.password,
            "HOST": self.host,
            "PORT": str(self._port),
        }

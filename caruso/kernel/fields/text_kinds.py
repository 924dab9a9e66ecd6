"""Kinds kept as text."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from caruso.kernel.fields.kind import Kind
from caruso.kernel.phones import default_region, parse_phone

if TYPE_CHECKING:
    from caruso.kernel.fields.field import Field

_WEB_ADDRESS = URLValidator(schemes=["http", "https"])


class Text(Kind):
    name = "text"

    def parse(self, raw: Any, field: "Field") -> str:
        if raw is None:
            return ""
        if isinstance(raw, (dict, list)):
            raise ValidationError(_("This should be text."), code="type")
        return " ".join(str(raw).replace("\x00", "").split())


class LongText(Text):
    name = "long_text"
    column_class = models.TextField
    sortable = False

    def parse(self, raw: Any, field: "Field") -> str:
        if raw is None:
            return ""
        if isinstance(raw, (dict, list)):
            raise ValidationError(_("This should be text."), code="type")
        return str(raw).replace("\x00", "").replace("\r\n", "\n").strip()


class Email(Text):
    name = "email"

    def parse(self, raw: Any, field: "Field") -> str:
        text = super().parse(raw, field).removeprefix("mailto:")
        if text:
            try:
                validate_email(text)
            except ValidationError:
                raise ValidationError(_("“%(value)s” is not an e-mail address."), params={"value": text[:80]}) from None
            name, _at, domain = text.rpartition("@")
            return f"{name}@{domain.lower()}"
        return text


class Phone(Text):
    name = "phone"

    def parse(self, raw: Any, field: "Field") -> str:
        text = super().parse(raw, field)
        return parse_phone(text, default_region()) if text else ""


class WebAddress(Text):
    name = "url"

    def parse(self, raw: Any, field: "Field") -> str:
        text = super().parse(raw, field)
        if not text:
            return ""
        if "://" not in text:
            text = f"https://{text}"
        try:
            _WEB_ADDRESS(text)
        except ValidationError:
            raise ValidationError(_("“%(value)s” is not a web address."), params={"value": text[:80]}) from None
        return text

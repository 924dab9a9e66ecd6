"""Passwords for other systems (databases, mailboxes), encrypted at rest with a key made of this installation's secret key."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes


class SecretLost(Exception):
    """The secret key is another one than the password was encrypted with."""


class SealedPassword:
    """For models with a column `password_sealed`: what is set as `password` is kept encrypted."""

    password_sealed: str

    @property
    def password(self) -> str:
        """Raises SecretLost."""
        return unseal(self.password_sealed)

    @password.setter
    def password(self, text: str) -> None:
        self.password_sealed = seal(text)


def seal(text: str) -> str:
    """The text encrypted; empty for nothing."""
    return _keys().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """Raises SecretLost where no key of this installation opens it."""
    try:
        return _keys().decrypt(sealed.encode()).decode() if sealed else ""
    except InvalidToken:
        raise SecretLost from None


def _keys() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str | bytes) -> Fernet:
    # The name is from when only databases had any; another one would lose the passwords that are kept.
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"caruso: passwords of mapped databases")
    return Fernet(urlsafe_b64encode(made.derive(force_bytes(secret))))

"""Settings, read from the environment; every one has a default that works on a laptop.

See docs/operations.md for the list.
"""

import os
import re
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config.database import database_from_url

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("CARUSO_VAR", BASE_DIR / "var"))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """The key from the environment, or one made once and kept readable by its owner only."""
    if key := os.environ.get("CARUSO_SECRET_KEY"):
        return key
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("CARUSO_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("CARUSO_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
SITE_URL = os.environ.get("CARUSO_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https") else []

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "caruso.kernel",
    "caruso.ui",
    "caruso.screens",
    "caruso.objects",
    "caruso.customers",
    "caruso.sales",
]

MIDDLEWARE = [
    "caruso.kernel.middleware.PolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "caruso.ui.middleware.AssetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "caruso.kernel.middleware.PersonMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "caruso.ui.framing.FrameMiddleware",
    "caruso.screens.away.AwayMiddleware",
]

# Whoever runs the server reads it: faults with their traceback, but not every address that somebody mistyped.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "caruso" / "ui" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "caruso.ui.shell.shell",
            ],
        },
    },
]

DATABASES = {
    "default": database_from_url(os.environ.get("CARUSO_DATABASE_URL") or f"sqlite:///{VAR_DIR}/caruso.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "kernel.User"
AUTHENTICATION_BACKENDS = ["caruso.kernel.people.backend.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "caruso.kernel.people.signin.SignInAdapter"
ACCOUNT_LOGOUT_ON_GET = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Whom the administrator invited need not prove the address; many firms start without mail.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Caruso"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

if redis_url := os.environ.get("CARUSO_REDIS_URL"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis_url}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("pl", _("Polish")), ("cs", _("Czech"))]
LOCALE_PATHS = [BASE_DIR / "caruso" / "locale"]
TIME_ZONE = "Europe/Warsaw"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    ("vendor/basecoat", NODE_MODULES / "basecoat-css" / "dist"),
    ("vendor/sortablejs/modular", NODE_MODULES / "sortablejs" / "modular"),
    ("vendor/fullcalendar", NODE_MODULES / "fullcalendar"),
    ("vendor/echarts", NODE_MODULES / "echarts" / "dist"),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

MEDIA_ROOT = VAR_DIR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Sites whose pages may stand in panels, as `maps.example.com,status.example.org`; never this one.
WEB_PANEL_HOSTS = [
    host
    for host in os.environ.get("CARUSO_WEB_PANEL_HOSTS", "").replace(" ", "").lower().split(",")
    if host and host not in ALLOWED_HOSTS and re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host)
]
API_REQUESTS_PER_MINUTE = int(os.environ.get("CARUSO_API_REQUESTS_PER_MINUTE", "300"))
#: The mailbox whose messages become leads; empty for none.
LEADS_MAILBOX = os.environ.get("CARUSO_LEADS_MAILBOX", "")
#: Hosts and networks (CIDR) inside the own network whose databases may be mapped, with commas between.
MAPPED_HOSTS = [host.strip() for host in os.environ.get("CARUSO_MAPPED_HOSTS", "").split(",") if host.strip()]
#: Folders whose SQLite databases may be mapped, with colons between.
MAPPED_FILES = [path for path in os.environ.get("CARUSO_MAPPED_FILES", "").split(os.pathsep) if path]
#: How many seconds a question to a mapped database may take, and how long one that fails is left alone.
MAPPED_SECONDS = float(os.environ.get("CARUSO_MAPPED_SECONDS", "5"))
MAPPED_REST = 30.0
ATTACHMENT_MAX_BYTES = int(os.environ.get("CARUSO_ATTACHMENT_MAX_MB", "25")) * 1024 * 1024
IMPORT_MAX_BYTES = int(os.environ.get("CARUSO_IMPORT_MAX_MB", "512")) * 1024 * 1024

OVER_TLS = SITE_URL.startswith("https")
SESSION_ENGINE = "caruso.kernel.people.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OVER_TLS
# A month, so that a firm that gives TLS up is not locked out for long.
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if OVER_TLS else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains: what else the firm serves below its domain is not ours to decide.
    "security.W008",  # Redirecting to TLS is the proxy's work; we hear plain HTTP from it and would redirect for ever.
    "security.W021",  # Being on the browsers' preload lists is for the owner of the domain to ask for.
]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
EMAIL_BACKEND = os.environ.get("CARUSO_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST, EMAIL_PORT = os.environ.get("CARUSO_SMTP_HOST", "localhost"), int(os.environ.get("CARUSO_SMTP_PORT", "25"))
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (
    os.environ.get("CARUSO_SMTP_USER", ""),
    os.environ.get("CARUSO_SMTP_PASSWORD", ""),
)
EMAIL_USE_TLS = os.environ.get("CARUSO_SMTP_SECURITY") == "starttls"
EMAIL_USE_SSL = os.environ.get("CARUSO_SMTP_SECURITY") == "tls"
#: Seconds; below the lease of a job, so that nobody takes a mail for lost that a slow server is still taking.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("CARUSO_FROM", "Caruso <caruso@localhost>")
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

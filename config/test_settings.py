"""Settings under test: the same house, with a database of its own and quick password hashing."""

import os
import tempfile

os.environ.setdefault("CARUSO_VAR", tempfile.mkdtemp(prefix="caruso-test-"))
os.environ.setdefault("CARUSO_SECRET_KEY", "only-for-tests")

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, INSTALLED_APPS, VAR_DIR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads of one test must be able to write at the same time.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
# Business objects for the tests of the kernel and of every reader.
INSTALLED_APPS += ["caruso.kernel.tests.shop"]

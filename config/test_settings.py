"""Settings under test: the same house, with a database of its own and quick password hashing."""

import os
import tempfile

os.environ.setdefault("CARUSO_VAR", tempfile.mkdtemp(prefix="caruso-test-"))
os.environ.setdefault("CARUSO_SECRET_KEY", "only-for-tests")

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, INSTALLED_APPS, VAR_DIR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The front end's files are served to the browser tests; a test client would list thousands of them, each client anew.
WHITENOISE_USE_FINDERS = False
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads of one test must be able to write at the same time.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    # Nothing here outlives its test: no commit has to wait for the disk.
    options = DATABASES["default"]["OPTIONS"]
    DATABASES["default"]["OPTIONS"] = {**options, "options": f"{options['options']} -c synchronous_commit=off"}
# Business objects for the tests of the kernel and of every reader.
INSTALLED_APPS += ["caruso.kernel.tests.shop"]

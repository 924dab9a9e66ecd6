"""The settings of the installation, with one page more."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"

"""Debian's packages, installed where this machine allows it: root, and Debian or one of its kin."""

import os
import shutil
import subprocess
from functools import cache


@cache
def install_debian_package(*packages: str) -> str:
    """Install the packages; what stood in the way, as the end of a sentence, or an empty string."""
    names = " ".join(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return f" (Debian's package is {names}; only root on Debian can have it installed by this command)"
    print(f"Installing Debian's package {names} …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        result = subprocess.run(["apt-get", "-qq", *arguments], env=environment, capture_output=True, text=True)
    if result.returncode:
        return f" and `apt-get install {names}` failed: {result.stderr.strip().splitlines()[-1:]}"
    return ""

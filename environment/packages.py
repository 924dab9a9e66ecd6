"""The Python environment `.venv`: exactly the locked packages, and the project itself."""

import subprocess
import sys

from environment.stamp import ROOT, Stamp
from environment.uv import Missing, find_uv

__all__ = ["Missing", "install"]

VENV = ROOT / ".venv"
LOCKS = {True: ROOT / "requirements-dev.txt", False: ROOT / "requirements.txt"}


def install(dev: bool) -> None:
    """Bring `.venv` to the lock file. An environment with the development packages serves both purposes."""
    stamps = {kind: _stamp(kind) for kind in (True, False)}
    if stamps[True].is_fresh() or (not dev and stamps[False].is_fresh()):
        return
    dev = dev or stamps[True].path.exists()
    uv = find_uv()
    if not (VENV / "bin" / "python").exists():
        print("Making the Python environment .venv …", flush=True)
        python = sys.executable if sys.version_info >= (3, 11) else ">=3.11"
        subprocess.run([uv, "venv", "--quiet", "--allow-existing", "--python", python, str(VENV)], check=True)
    print(f"Installing the Python packages of {LOCKS[dev].name} …", flush=True)
    target = ["--quiet", "--python", str(VENV / "bin" / "python")]
    subprocess.run([uv, "pip", "sync", *target, "--require-hashes", str(LOCKS[dev])], check=True)
    subprocess.run([uv, "pip", "install", *target, "--no-deps", "--editable", str(ROOT)], check=True)
    stamps[not dev].path.unlink(missing_ok=True)
    stamps[dev].write()


def _stamp(dev: bool) -> Stamp:
    name = "development" if dev else "runtime"
    return Stamp(VENV / f"{name}.stamp", [LOCKS[dev], ROOT / "pyproject.toml"])

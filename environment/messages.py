"""The compiled translations; Babel compiles them, as not every machine has gettext's own tools."""

import subprocess

from environment.stamp import ROOT, Stamp

CATALOGUES = ROOT / "caruso" / "locale"


def compile_catalogues() -> None:
    sources = sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po"))
    stamp = Stamp(ROOT / "var" / "messages.stamp", sources)
    if stamp.is_fresh() and all(source.with_suffix(".mo").exists() for source in sources):
        return
    for source in sources:
        locale = source.parent.parent.name
        subprocess.run(
            [str(ROOT / ".venv" / "bin" / "pybabel"), "--quiet", "compile", "--locale", locale,
             "--input-file", str(source), "--output-file", str(source.with_suffix(".mo"))],
            check=True,
        )  # fmt: skip
    stamp.write()

"""`python3 -m environment [--dev]`: the Python packages, Pango, the browser's packages and the translations."""

import subprocess
import sys

from environment import messages, node, packages, pango


def main() -> int:
    try:
        packages.install(dev="--dev" in sys.argv[1:])
        pango.install()
        node.install()
        messages.compile_catalogues()
    except subprocess.CalledProcessError as error:
        print(
            f"\nStopped: this command failed with status {error.returncode}:\n  {' '.join(error.cmd)}", file=sys.stderr
        )
        return 1
    except packages.Missing as error:
        print(f"\nStopped: {error}", file=sys.stderr)
        return 1
    return 0


sys.exit(main())

"""`caruso`: the one console command, in front of Django's management commands."""

import os
import sys

from caruso import __version__
from caruso.kernel.serving import serve

WORDS = {
    "serve": "run the web server and the worker",
    "worker": "run one more worker, on this or another machine",
    "demo": "load the demo story, once",
    "import": "bring a CSV, XLSX or vCard file in",
    "export": "write all records of an object to a file",
    "lead-mail": "make a lead of an e-mail from standard input, for a mail server",
    "user": "create, list, promote and deactivate people, set passwords",
    "check": "tell whether this installation is healthy",
    "backup": "write database and files into one archive, while people work",
    "restore": "bring an archive back",
    "migrate": "bring the database up to date after an upgrade",
    "shell": "a Python prompt inside Caruso",
}
"""What a person needs, in the order of need; every other word goes to Django."""

COMMANDS = {"import": "import_file", "lead-mail": "lead_mail", "export": "export_records", "check": "health"}
"""Words whose management command has a longer name, as Python or Django use the word already."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    word, *rest = sys.argv[1:] or ["--help"]
    if word in ("--help", "-h", "help") and not rest:
        print(_help())
    elif word == "--version":
        print(f"Caruso {__version__}")
    elif word == "serve":
        serve.main(rest)
    else:
        _run(word, rest)


def _help() -> str:
    width = max(map(len, WORDS))
    lines = [f"  caruso {word:<{width}}  {meaning}" for word, meaning in WORDS.items()]
    title = f"Caruso {__version__}, Customer Care and Relationship Support Office"
    hint = "`caruso WORD --help` tells more about one. Django's own commands work as well (`caruso help --commands`)."
    return "\n".join([title, "", *lines, "", hint])


def _run(word: str, rest: list[str]) -> None:
    import django
    from django.core.management import execute_from_command_line, get_commands

    django.setup()
    command = COMMANDS.get(word, word)
    if command not in get_commands() and command != "help":
        known = "is not part of this installation" if word in WORDS else "is no command"
        sys.exit(f"`caruso {word}` {known}. `caruso --help` lists what there is.")
    execute_from_command_line([sys.argv[0], command, *rest])


if __name__ == "__main__":
    main()

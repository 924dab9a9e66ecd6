"""`caruso`: the one console command, in front of Django's management commands."""

import os
import sys
from typing import Any

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

_OF_DJANGO = {"version", "verbosity", "settings", "pythonpath", "traceback", "no_color", "force_color", "skip_checks"}
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
    if {"-h", "--help"} & set(rest) and word in WORDS:
        _tell(word, command)
    else:
        execute_from_command_line([sys.argv[0], command, *rest])


def _tell(word: str, command: str) -> None:
    """The help of one word under its own name, without the options that all commands of Django have."""
    from argparse import SUPPRESS

    from django.core.management import get_commands, load_command_class
    from django.core.management.base import BaseCommand

    where: Any = get_commands()[command]
    known = where if isinstance(where, BaseCommand) else load_command_class(where, command)
    parser = known.create_parser("caruso", word)
    for action in parser._actions:
        if action.dest in _OF_DJANGO:
            action.help = SUPPRESS
    parser.print_help()


if __name__ == "__main__":
    main()

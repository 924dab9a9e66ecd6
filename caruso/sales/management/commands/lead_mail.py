"""Make a lead of a message from standard input, for a mail server to pipe into."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError

from caruso.sales.mail.receiving import LARGEST, receive

#: What mail servers understand (sysexits.h): the message is at fault; try again later.
BAD_DATA, LATER = 65, 75


class Command(BaseCommand):
    help = "Read one e-mail from standard input: it becomes a lead, or joins the open lead of its sender."

    def handle(self, *args: Any, **options: Any) -> None:
        raw = sys.stdin.buffer.read(LARGEST + 1)
        if len(raw) > LARGEST:
            self.stderr.write("The message is too large.")
            sys.exit(BAD_DATA)
        try:
            lead = receive(raw)
        except OperationalError as problem:
            self.stderr.write(f"The database does not answer: {problem}")
            sys.exit(LATER)
        self.stdout.write(f"Lead {lead.pk}" if lead else "No lead: it is here already, or no person has written it.")

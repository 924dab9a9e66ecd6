"""Leads that come by e-mail: read, guessed from, and taken from a mailbox."""

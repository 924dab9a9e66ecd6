"""The REST API: every object in it is read from its description. See README.md."""

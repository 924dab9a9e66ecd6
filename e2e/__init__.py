"""The main paths of people, in a real browser against the real server process."""

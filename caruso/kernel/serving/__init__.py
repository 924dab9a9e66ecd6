"""The running system: one supervisor, the web processes and the worker.

Only `assets`, `storage` and `clock` import Django; the supervising process does not, and so stays small.
"""

"""The running system: one supervisor, the web processes and the worker.

Only `clock`, and `up_to_date` in the web process, import Django; the supervising process does not, and so stays small.
"""

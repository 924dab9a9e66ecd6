"""The running system: one supervisor, the web processes and the worker.

Only `clock` imports Django; the supervising process does not, and so stays small.
"""

"""One archive with the whole system in it: a consistent snapshot of the database, and the files.

An archive is a compressed tar: the database's members first, then `files/…`, and `manifest.json` at the end,
so that it can be written in one go and a cut-off archive is recognised by the missing end.
"""

from caruso.kernel.backup.problem import BackupProblem
from caruso.kernel.backup.restoring import restore_backup
from caruso.kernel.backup.writing import write_backup

__all__ = ["BackupProblem", "restore_backup", "write_backup"]

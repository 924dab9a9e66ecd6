"""Static files under names that carry their content's hash, compressed once and cached by browsers for ever."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    # An ES module imports its neighbours by their hashed names too.
    support_js_module_import_aggregation = True
    keep_only_hashed_files = True
    manifest_strict = False

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """The name with its hash; a file that does not exist keeps its name.

        Published packages often name source maps that they do not ship.
        """
        try:
            return str(super().hashed_name(name, content, filename))
        except ValueError:
            return name

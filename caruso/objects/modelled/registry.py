"""A registry of models of its own, so that a class may be made again and again and no built-in model knows of it."""

from typing import Any

from django.apps import apps as built_in
from django.apps.registry import Apps


class ModelledApps(Apps):
    """The models of one version of the schema; links to built-in models are found where those are registered."""

    def get_registered_model(self, app_label: str, model_name: str) -> Any:
        try:
            return super().get_registered_model(app_label, model_name)
        except LookupError:
            return built_in.get_registered_model(app_label, model_name)

    def get_model(self, app_label: str, model_name: str | None = None, require_ready: bool = True) -> Any:
        if model_name is None:
            app_label, model_name = app_label.split(".")
        return self.get_registered_model(app_label, model_name)

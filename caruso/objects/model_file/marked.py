"""YAML whose mappings remember on which line each of their keys stands.

Read by PyYAML's safe loader, with less than it allows: no aliases, no key twice, and only true, false, null, whole and
decimal numbers are anything but text, so that a choice called `no` and a date stay what was written.
"""

import re
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Characters that a file may have; a model of a hundred objects has a tenth of it.
LARGEST = 1_000_000


class Marked(dict[Any, Any]):
    """A mapping that knows its lines."""

    line = 1

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[Any, int] = {}

    def line_of(self, key: Any) -> int:
        return self.lines.get(key, self.line)


def problem_at(line: int, message: Any) -> ValidationError:
    return ValidationError(_("Line %(line)d: %(message)s"), params={"line": line, "message": message})


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: Any = {}

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise problem_at(self.peek_event().start_mark.line + 1, _("Aliases (*name) are not read; write it out."))
        return super().compose_node(parent, index)


def _mapping(loader: _Loader, node: Any) -> Marked:
    found = Marked()
    found.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise problem_at(line, _("A name is expected here."))
        key = str(key_node.value)
        if key in found:
            raise problem_at(line, _("“%(name)s” is there twice.") % {"name": key})
        found.lines[key] = line
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", ["~", "n", ""]),
    ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def load(text: str) -> Marked:
    """The file's outermost mapping. Raises ValidationError with the line for what is none."""
    if len(text) > LARGEST:
        raise ValidationError(_("This file is too large for a model."))
    loader = None
    try:
        loader = _Loader(text)
        found = loader.get_single_data()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise problem_at(
            mark.line + 1 if mark else 1, _("This is not YAML: %(problem)s") % {"problem": problem.problem}
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError):
        raise ValidationError(_("This is not a YAML file.")) from None
    finally:
        if loader:
            loader.dispose()
    if not isinstance(found, Marked):
        raise problem_at(1, _("A model begins with “caruso_model: 1”."))
    return found


class _Dumper(yaml.SafeDumper):
    """Indents lists, keeps the order, and writes no aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


class Line(dict[str, Any]):
    """A mapping that is written on one line."""


_Dumper.add_representer(
    Line, lambda dumper, data: dumper.represent_mapping("tag:yaml.org,2002:map", data, flow_style=True)
)


def dump(data: Any) -> str:
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=118)

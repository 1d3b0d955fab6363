"""YAML files: read as written by hand, with a key that stands twice, a wrong date or odd bytes told by place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.problems import Problems


class _Loader(yaml.CSafeLoader):
    """Refuses a key that stands twice, and takes `on` for a word.

    PyYAML would silently keep the last of two, and read the key `on` of a review as `True` (YAML 1.1).
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            if key_node.value in seen and isinstance(key_node, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, f"'{key_node.value}' stands there twice", key_node.start_mark
                )
            seen.add(str(key_node.value))
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"
    ]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_yaml(path: Path, problems: Problems) -> dict[str, Any]:
    """The mapping that a file holds; an empty one, with the fault told, if it holds none."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader
    except FileNotFoundError:
        problems.error(f"{path.name}: there is no such file")
    except UnicodeDecodeError:
        problems.error(f"{path.name}: is not UTF-8 text")
    except yaml.YAMLError as error:
        problems.error(f"{path.name}: {_fault(error)}")
    except ValueError as error:
        # A date that no calendar has.
        problems.error(f"{path.name}: holds a value that cannot be read ({error})")
    else:
        if isinstance(data, dict):
            return data
        problems.error(f"{path.name}: is not a mapping")
    return {}


def _fault(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f" at line {mark.line + 1}" if mark else ""
    if isinstance(error, yaml.constructor.ConstructorError):
        return f"{error.problem}{place}"
    return f"is not valid YAML{place}"

"""Parts of a package that are loaded when somebody wants them."""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType


def loading(package: str) -> Callable[[str], ModuleType]:
    """What a package has for its `__getattr__`: whoever names a part of it has that loaded."""

    def part(name: str) -> ModuleType:
        if name.startswith("_"):
            raise AttributeError(name)
        return import_module(f"{package}.{name}")

    return part

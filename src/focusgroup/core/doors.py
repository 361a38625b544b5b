"""Doors of packages that import a module when one of its names is first used."""

from collections.abc import Callable, Mapping
from importlib import import_module


def lazy_door(package: str, modules: Mapping[str, str]) -> Callable[[str], object]:
    """Return the ``__getattr__`` of *package*; *modules* has each module's names, with blanks."""
    places = {name: module for module, names in modules.items() for name in names.split()}

    def module_attribute(name: str) -> object:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{places[name]}"), name)

    return module_attribute

"""Load plugins by entry point: from one explicit list, one plugin per name, or refuse to start.

The order of the allowlist in the settings is the order in which plugins are asked.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import EntryPoint, distributions
from typing import Any

from liaison_contracts.dictionary import GROUP, find


class PluginError(RuntimeError):
    """Refuse to start over a missing, duplicate or malformed plugin, naming what is installed."""


def load(
    group: str,
    wanted: Sequence[str],
    protocol: type,
    installed: Iterable[EntryPoint] | None = None,
    *,
    words: str = "",
) -> dict[str, Any]:
    """Return the wanted plugins of a group by name, in the order of the allowlist.

    A plugin is the object its entry point names; a class is called without arguments. Its `name`
    must be the entry point's name, and it must offer every member of `protocol`. Where people see
    the name, `words` is the list of the dictionary that must have a word for it.

    Raises:
        PluginError: with every fault at once and the names that are installed.
    """
    found: dict[str, list[EntryPoint]] = {}
    if installed is None:
        installed = [point for point in _installed(tuple(sys.path)) if point.group == group]
    for point in installed:
        found.setdefault(point.name, []).append(point)
    faults: list[str] = [
        f"{name} is listed twice" for name in set(wanted) if wanted.count(name) > 1
    ]
    plugins = {}
    for name in dict.fromkeys(wanted):
        if plugin := _one(name, found.get(name, []), protocol, faults):
            plugins[name] = plugin
    faults += [
        f"{name} has no words: name it under [{words}] in a file of the group {GROUP}"
        for name in plugins
        if words and find(name, words) is None
    ]
    if faults:
        have = ", ".join(sorted(found)) or "nothing"
        raise PluginError(f"Plugins of {group}: {'; '.join(faults)}. Installed: {have}.")
    return plugins


@cache
def _installed(path: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    """Return all entry points of a search path, read once: there are 160 distributions to read."""
    first = {found.name: found for found in reversed(list(distributions()))}  # the first one wins
    return tuple(point for found in first.values() for point in found.entry_points)


def _one(name: str, points: list[EntryPoint], protocol: type, faults: list[str]) -> Any:
    if len(points) != 1:
        owners = ", ".join(point.value for point in points)
        faults.append(f"{name} is not installed" if not points else f"{name} is double: {owners}")
        return None
    try:
        plugin = points[0].load()
        plugin = plugin() if isinstance(plugin, type) else plugin
    except Exception as error:  # a plugin's fault must not hide the others'
        faults.append(f"{name} does not load: {type(error).__name__}: {error}")
        return None
    missing = sorted(member for member in members_of(protocol) if not hasattr(plugin, member))
    if missing:
        faults.append(f"{name} lacks {', '.join(missing)}")
        return None
    if plugin.name != name:
        faults.append(f"{name} calls itself {plugin.name!r}")
        return None
    return plugin


def members_of(protocol: type) -> set[str]:
    """Return the names a plugin of this Protocol must offer, `name` included."""
    members = {name for name in vars(protocol) if not name.startswith("_")}
    return members | set(getattr(protocol, "__annotations__", {})) | {"name"}

"""Hold a plugin to the one door: inherit `PluginConformance` and name what you ship.

class TestMyPlugin(PluginConformance):
    group = "liaison.duty_types"
    protocol = DutyType
    name = "poetry_evening"
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any, ClassVar

import pytest

from liaison_contracts.dictionary import find
from liaison_kit.plugins import PluginError, load, members_of


class PluginConformance:
    """State what every plugin guarantees, whatever it returns."""

    group: ClassVar[str]
    words: ClassVar[str] = ""
    """The dictionary's list that contains the plugin's name, if people see it."""
    protocol: ClassVar[type]
    name: ClassVar[str]

    @pytest.fixture
    def plugin(self) -> Any:
        """Give the plugin as the loader gives it to its host."""
        return load(self.group, [self.name], self.protocol, words=self.words)[self.name]

    def test_it_comes_through_the_door(self, plugin: Any) -> None:
        """Load it from its installed distribution, under its own name."""
        assert plugin.name == self.name

    def test_it_brings_its_words(self) -> None:
        """Find its name in Chinese and English, where people see it."""
        found = find(self.name, self.words) if self.words else None
        assert found is not None if self.words else found is None

    def test_it_answers_all_that_is_asked(self, plugin: Any) -> None:
        """Find every member of the Protocol."""
        assert [member for member in members_of(self.protocol) if not hasattr(plugin, member)] == []

    def test_it_is_offered_once(self) -> None:
        """Find one distribution that offers the name."""
        assert len([one for one in entry_points(group=self.group) if one.name == self.name]) == 1

    def test_a_host_that_lists_it_twice_does_not_start(self) -> None:
        """Refuse an allowlist with the name in it twice."""
        with pytest.raises(PluginError, match="listed twice"):
            load(self.group, [self.name, self.name], self.protocol)

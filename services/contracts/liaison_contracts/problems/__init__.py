"""Say in Chinese and English what each error code means and what to do now: one catalogue.

The entries stand in the TOML files beside this one, by who raises them. A code is stable: it may be
added, never taken for something else. What is special to one refusal stands in its `detail` and
`detail_zh`, sentences with places for the error's values; see `liaison_contracts.sentences`.
"""

from __future__ import annotations

from liaison_contracts.sentences.catalogue import Meaning
from liaison_contracts.sentences.catalogue import problems as catalogue

__all__ = ["Meaning", "catalogue"]

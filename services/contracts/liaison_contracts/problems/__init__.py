"""The catalogue of error codes: what each means and what to do, in Chinese and English.

The entries are in the TOML files next to this one, by the service that raises them. A code is
stable: codes are added, but never given another meaning. Details of a single refusal are in its
`detail` and `detail_zh`, sentences with places for the error's values; see
`liaison_contracts.sentences`.
"""

from __future__ import annotations

from liaison_contracts.sentences.catalogue import Meaning
from liaison_contracts.sentences.catalogue import problems as catalogue

__all__ = ["Meaning", "catalogue"]

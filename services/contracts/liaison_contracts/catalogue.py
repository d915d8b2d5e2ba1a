"""Load every message, so that the two lists are full: one entry an event type, one a command.

>>> EVENTS["plaque.granted.v1"].heard_by
('assessment', 'incentives')
>>> COMMANDS["registry.submit_application"].cls.__name__
'SubmitApplication'
"""

from __future__ import annotations

from liaison_contracts import assessment, finance, incentives, registry
from liaison_contracts.message import COMMANDS, EVENTS

__all__ = ["COMMANDS", "EVENTS", "assessment", "finance", "incentives", "registry"]

"""Load every message, so that both registries are complete: one of event types, one of commands.

>>> EVENTS["plaque.granted.v1"].heard_by
('assessment', 'incentives')
>>> COMMANDS["registry.submit_application"].cls.__name__
'SubmitApplication'
"""

from __future__ import annotations

from liaison_contracts import assessment, finance, gateway, incentives, registry
from liaison_contracts.message import COMMANDS, EVENTS

__all__ = ["COMMANDS", "EVENTS", "assessment", "finance", "gateway", "incentives", "registry"]

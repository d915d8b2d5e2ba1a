"""Define one type for each form of text and number in the gateway's own commands."""

from __future__ import annotations

from typing import Annotated

from liaison_contracts.wire.fields import PRINTABLE, Text, Whole

Label = Annotated[str, Text(shortest=1, longest=60, pattern=PRINTABLE, word="Label")]
"""A short name: 1 to 60 printable characters."""

Organisation = Annotated[str, Text(shortest=1, longest=80, pattern=PRINTABLE, word="Organisation")]
"""An organisation, such as talent_office or station/LZ-001."""

Instant = Annotated[
    str,
    Text(
        longest=32,
        pattern=r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}(Z|[+-][0-9]{2}:[0-9]{2})",
        format="date-time",
    ),
]
"""An instant with its offset, such as 2018-04-10T00:00:00Z (ISO 8601)."""

PageSize = Annotated[int, Whole(least=1, most=500)]
"""How many rows at most."""

LongText = Annotated[str, Text(longest=16 * 1024 * 1024, word="LongText")]
"""A text of any length in an answer."""

SOFTWARE = "The regulation does not speak of this; it belongs to running the software."
"""Why no article stands behind an act of the gateway's own."""

"""Draw the registry's state table of a station for `docs/reference/station.md`."""

from __future__ import annotations

WHAT = {
    "active": ("the plaque is granted; duties and grants run", "7, 9"),
    "change_evaluation": ("a reported change is evaluated; duties go on, new payments wait", "10"),
    "revocation_case": (
        "people decide on two unqualified years or a falsification",
        "12(3), 12(4)",
    ),
    "withdrawn": ("the authorisation ended; the plaque has to come back", "10, 12"),
    "closed": ("ended at the host's own request; the plaque has to come back", "10"),
    "plaque_recovered": ("the plaque is back; nothing is left to do", "12"),
}
"""What each state means, and the articles behind it."""


def station_page() -> str:
    """Return the page: a diagram of the state table, and the meaning of each state."""
    from liaison_registry.policy.stages import STATION  # only the pages need our packages

    states = {state for (state, _), after in STATION.items() for state in (state, after)}
    if unknown := states ^ set(WHAT):
        raise LookupError(f"say in {__name__} what these states mean: {sorted(unknown)}")
    arrows = [f"  {state} --> {after}: {act}" for (state, act), after in STATION.items()]
    rows = [f"| `{state}` | {says} | {articles} |" for state, (says, articles) in WHAT.items()]
    return "\n".join(
        [
            "# The states of a station",
            "",
            "Generated from `liaison_registry/policy/stages.py`, the one table of states; do not",
            "edit. An act that has no arrow in a state is refused with those that have.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            "  [*] --> active: grant_plaque",
            *arrows,
            "  plaque_recovered --> [*]",
            "```",
            "",
            "| state | means | articles |",
            "|---|---|---|",
            *rows,
            "",
            "An application has a table of its own beside it. A host whose station ended may apply",
            "again (Article 4): the city it held is free once its authorisation has ended.",
            "",
        ]
    )

"""A sandbox has one process of the gateway that runs it, however many there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from liaison_contracts.errors import Unavailable
from liaison_gateway.sandbox.keeper import Sandboxes


def test_a_sandbox_is_run_by_one_process_at_a_time(tmp_path: Path) -> None:
    first, second = Sandboxes(tmp_path), Sandboxes(tmp_path)
    try:
        status, _, _ = first.ask("one", "auditor", "GET", "/v1/instance", {}, b"")
        assert status == 200
        for act in (lambda: second.ask("one", "auditor", "GET", "/", {}, b""),
                    lambda: second.remove("one")):  # fmt: skip
            with pytest.raises(Unavailable, match="Another process"):
                act()
        first.close()
        assert second.ask("one", "auditor", "GET", "/v1/instance", {}, b"")[0] == 200
    finally:
        first.close()
        second.close()

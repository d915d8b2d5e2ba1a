"""Answer a call with its result or a typed error in every case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from liaison_contracts.errors import LiaisonError, Unavailable
from liaison_kit.ops.logs import get_logger
from liaison_kit.store.database import is_infrastructure

_logger = get_logger(__name__)


def guarded(act: str, key: Any, answer: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Answer with the result or a typed error; a bug is logged, and its details are not sent."""
    try:
        return answer()
    except LiaisonError as error:
        return {"error": error.to_wire()}
    except Exception as error:
        if is_infrastructure(error):
            _logger.warning("command.unavailable", command=act, error=repr(error))
            return {"error": Unavailable("try_again", retry_after=2).to_wire()}
        _logger.exception("command.bug", command=act, key=key, alert=True)
        fault = LiaisonError("internal_error")
        return {"error": fault.to_wire()}

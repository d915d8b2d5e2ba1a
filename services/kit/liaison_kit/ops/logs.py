"""Write one JSON line per log entry, with service and trace, and never a person's name."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

import structlog

_PASSWORD = re.compile(r"(://[^/\s:@\"]*:)[^@\s/\"]+@")
_KEY = re.compile(r"(lzs_(?:test|live)_[0-9a-f]+_)[\w-]+")


def configure(service: str, level: str = "INFO") -> None:
    """Send structured and plain log entries of this process to standard error as JSON lines."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
                _mask,
            ],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    structlog.contextvars.bind_contextvars(service=service)


def masked(text: str) -> str:
    """Return a line with passwords in addresses and API keys masked.

    >>> masked("amqp://gateway:secret@broker:5672/live said no to lzs_live_a1b2c3_s3cr3t")
    'amqp://gateway:***@broker:5672/live said no to lzs_live_a1b2c3_***'
    """
    return _KEY.sub(r"\1***", _PASSWORD.sub(r"\1***@", text))


def _mask(_: Any, __: str, line: Any) -> Any:
    return masked(str(line))


def get_logger(name: str) -> Any:
    """Return a logger that takes an event name and key-value pairs."""
    return structlog.stdlib.get_logger(name)


# Until a program configures its log: the default of structlog prints the local variables of a
# traceback, which contain tokens and request bodies.
structlog.configure(
    processors=[
        structlog.stdlib.add_log_level,
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ],
    logger_factory=structlog.PrintLoggerFactory(sys.stderr),
)

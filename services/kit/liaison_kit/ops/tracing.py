"""Carry the trace context in RPC headers and envelopes, over the OpenTelemetry API."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import context, trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_PROPAGATOR = TraceContextTextMapPropagator()


def current_traceparent() -> str:
    """Return the W3C `traceparent` of the running span, or an empty string."""
    carrier: dict[str, str] = {}
    _PROPAGATOR.inject(carrier)
    return carrier.get("traceparent", "")


@contextmanager
def continued(traceparent: str, name: str) -> Iterator[None]:
    """Run a block as a span that continues the caller's trace."""
    parent = _PROPAGATOR.extract({"traceparent": traceparent}) if traceparent else context.Context()
    with trace.get_tracer("liaison").start_as_current_span(name, context=parent):
        yield

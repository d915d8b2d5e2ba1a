"""Define the kit's Prometheus metrics."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

RELAY_SENT = Counter("liaison_relay_sent_total", "Events that the broker confirmed", ["service"])
RELAY_RETURNED = Counter("liaison_relay_returned_total", "Events that found no queue", ["service"])
RELAY_NACKED = Counter("liaison_relay_nacked_total", "Events that the broker refused", ["service"])
FEED_APPLIED = Counter("liaison_feed_applied_total", "Events heard", ["service", "producer"])
FEED_PAUSED = Counter(
    "liaison_feed_paused_total",
    "Pauses of a feed over infrastructure",
    ["service", "producer"],
)
FEED_STOPPED = Gauge(
    "liaison_feed_stopped",
    "1 while a feed stands still over another log",
    ["service", "producer"],
)
FEED_STANDING = Gauge(
    "liaison_feed_standing",
    "1 while a message or batch of a producer is not finished after 10 seconds",
    ["service", "producer"],
)
PARKED = Gauge("liaison_parked_events", "Events that wait for a person", ["service"])
RPC_ANSWERED = Counter(
    "liaison_rpc_answered_total",
    "Requests answered, by method and outcome",
    ["service", "method", "outcome"],
)
RPC_SECONDS = Histogram(
    "liaison_rpc_seconds", "Time a request took in the service", ["service", "method"]
)
LOG_HEAD = Gauge("liaison_log_head", "Newest position of the event log", ["service"])
UNSENT_AGE = Gauge(
    "liaison_relay_oldest_unsent_seconds", "Age of the oldest unsent event", ["service"]
)

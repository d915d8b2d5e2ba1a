"""Give each nameko worker the service's runtime, inside the caller's trace."""

from __future__ import annotations

from typing import Any

from nameko.extensions import DependencyProvider

from liaison_kit.ops import tracing


class RuntimeProvider(DependencyProvider):
    """Inject the runtime from the container's configuration."""

    def get_dependency(self, worker_ctx: Any) -> Any:
        """Return the runtime of this process."""
        return self.container.config["runtime"]

    def worker_setup(self, worker_ctx: Any) -> None:
        """Continue the trace that the request's headers name."""
        span = tracing.continued(
            str(worker_ctx.data.get("traceparent") or ""),
            f"{worker_ctx.service_name}.{worker_ctx.entrypoint.method_name}",
        )
        span.__enter__()
        worker_ctx.liaison_span = span

    def worker_teardown(self, worker_ctx: Any) -> None:
        """End the request's span."""
        worker_ctx.liaison_span.__exit__(None, None, None)

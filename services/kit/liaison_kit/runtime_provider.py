"""Give each nameko worker the service's runtime."""

from __future__ import annotations

from typing import Any

from nameko.extensions import DependencyProvider


class RuntimeProvider(DependencyProvider):  # type: ignore[misc]
    """Inject the runtime that the start-up put into the container's configuration."""

    def get_dependency(self, worker_ctx: Any) -> Any:
        """Return the one runtime of this process."""
        return self.container.config["runtime"]

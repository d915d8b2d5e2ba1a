"""Keep the event log, follow other services' logs, and park events that cannot be handled."""

"""Keep the event log, follow the logs of others, and set aside what cannot be handled."""

"""Run a service well: settings, logs, metrics, traces, health, migrations."""

"""Hold what every floor above uses: the process context, settings, problems, strict JSON."""

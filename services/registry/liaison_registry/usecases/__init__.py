"""Do what the registry is asked, each in one transaction."""

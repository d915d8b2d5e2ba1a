"""Answer the gateway's own commands: where they are sent, and what carries each out."""

"""Answer the gateway's own commands: their routes and their acts."""

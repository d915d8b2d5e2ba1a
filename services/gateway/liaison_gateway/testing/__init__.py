"""Hold others' plugins to the gateway's promises."""

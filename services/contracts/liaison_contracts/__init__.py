"""What the services say: events, commands, errors. Installs alone with marshmallow."""

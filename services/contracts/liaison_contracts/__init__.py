"""Define the services' events, commands and errors; it depends only on marshmallow."""

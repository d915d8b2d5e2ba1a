"""Give each test key a small city of its own, in a child process and a folder."""

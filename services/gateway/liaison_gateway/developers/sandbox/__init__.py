"""Give each test key its own small city, in a child process and a folder."""

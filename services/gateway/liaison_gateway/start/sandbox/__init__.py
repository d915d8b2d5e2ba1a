"""Run a sandbox in a child process: its city, and automatic answers in place of people."""

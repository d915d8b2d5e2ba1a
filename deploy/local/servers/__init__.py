"""Run private servers and the processes of the suite on this machine."""

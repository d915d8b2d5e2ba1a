"""Run private servers and the processes of the suite on this machine."""

MODE = "demo"  # no other has accounts that somebody else made up

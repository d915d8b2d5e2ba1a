"""Make the virtual environment: the Python, the locked packages, and the programs they need.

All of it runs before anything is installed, on an older Python too.
"""

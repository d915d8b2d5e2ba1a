"""Create the virtual environment: Python, the locked packages, and the programs they need.

All of it runs before anything is installed, on an older Python too.
"""

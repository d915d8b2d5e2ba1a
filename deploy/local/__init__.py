"""Start everything on one machine: the packages, private servers, and the checks behind `make`.

Only the standard library is used here, because most of it runs before anything is installed.
"""

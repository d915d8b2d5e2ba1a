"""Play the walk: one station from its application to the day it is paid, told as a story.

Every line is made of an answer or an event that came back, never of what was sent. The steps stand
in `chapters/`, the engine in `walk.py`, the words in `story.py`; `instances.py` starts what it is
played on.
"""

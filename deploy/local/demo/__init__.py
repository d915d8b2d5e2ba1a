"""Run the demo: one station from its application to its payment, explained step by step.

Every printed line is made from an answer or an event, never from what was sent. The steps are in
`chapters/`, the engine in `walk.py`, the texts in `story.py`; `instances.py` starts the instance.
"""

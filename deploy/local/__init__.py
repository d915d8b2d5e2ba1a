"""Run on one machine: the environment, private servers, a demo city, checks, builds.

`environment` runs before anything is installed and uses the standard library only; the other
packages need the installed ones.
"""

import os
import warnings

# nameko needs eventlet, which warns at every start that it is deprecated; users cannot change that
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
# eventlet also imports its own resolver, which takes most of a second
os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")

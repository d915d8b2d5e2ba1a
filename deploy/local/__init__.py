"""Start everything on one machine: the packages, private servers, a demo city, and a story.

What `make` runs before anything is installed (`bootstrap` and what it imports) uses the standard
library only; the rest works with the installed packages.
"""

import os
import warnings

# nameko stands on eventlet, which says at every start that it is old; users cannot help it
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
# and looks for a resolver of its own, which takes most of a second
os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")

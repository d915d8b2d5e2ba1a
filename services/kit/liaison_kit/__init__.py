"""How the services say it: log, feed, requests, editions, plugins. Knows no domain word."""

import warnings

# nameko stands on eventlet, which calls itself deprecated at every import; law 4 keeps both here.
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

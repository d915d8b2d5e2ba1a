"""Provide messaging, transactions and plugins for all services; no domain words.

Packages: `bus` carries messages, `log` holds events, `instance` holds the clock, `law` loads
editions, `store` stores data, `ops` runs a process. The other modules put a service together.
"""

import warnings

# nameko stands on eventlet, which calls itself deprecated at every import; law 4 keeps both here.
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

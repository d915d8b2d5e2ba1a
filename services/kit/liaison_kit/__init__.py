"""How the services say it: messages, transactions, plugins. It knows no domain word.

Packages: `bus` carries messages, `log` keeps events, `instance` keeps the clock, `law` loads
editions, `store` keeps data, `ops` runs a process. The modules beside them put a service together.
"""

import warnings

# nameko stands on eventlet, which calls itself deprecated at every import; law 4 keeps both here.
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

"""Show finance how to pay what incentives asks for."""

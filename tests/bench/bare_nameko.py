"""Run nameko as it comes: a service by `serve`, and by `call` its own client in one thread.

It runs in processes of its own, because nameko's services patch theirs.
"""

from __future__ import annotations

import sys
import time
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")


def serve(amqp_uri: str) -> None:
    """Serve a method that does nothing, until the process is killed."""
    import eventlet

    eventlet.monkey_patch()
    from nameko.rpc import rpc
    from nameko.runners import ServiceRunner

    class Stock:
        name = "stock"

        @rpc
        def nothing(self) -> None:
            pass

    runner = ServiceRunner({"AMQP_URI": amqp_uri})
    runner.add_service(Stock)
    runner.start()
    print("ready", flush=True)
    runner.wait()


def call(amqp_uri: str, count: int) -> None:
    """Print how many calls a second one thread makes, after some to warm up."""
    from nameko.standalone.rpc import ClusterRpcProxy

    with ClusterRpcProxy({"AMQP_URI": amqp_uri}, timeout=30) as proxy:
        for _ in range(max(10, count // 10)):
            proxy.stock.nothing()
        begun = time.perf_counter()
        for _ in range(count):
            proxy.stock.nothing()
        print(count / (time.perf_counter() - begun))


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        serve(sys.argv[2])
    else:
        call(sys.argv[2], int(sys.argv[3]))

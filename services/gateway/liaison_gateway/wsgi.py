"""Give gunicorn its app: `gunicorn -k gthread 'liaison_gateway.wsgi:make()'`.

The line to the broker opens at a process's first call, so that a worker never shares one.
"""

from __future__ import annotations

from flask import Flask

from liaison_gateway.app import create_app
from liaison_gateway.context import Gateway
from liaison_gateway.settings import GatewaySettings
from liaison_kit import instance, logs
from liaison_kit.claims import Signer
from liaison_kit.client import Client
from liaison_kit.database import Database
from liaison_kit.rpc_client import RpcClient


def make() -> Flask:
    """Return the app of one web process, set up from the environment.

    Raises:
        SettingsError: naming every setting that is missing or wrong.
        WrongInstance: for a database that is not migrated, or of another mode.
    """
    settings = GatewaySettings.read("gateway")
    logs.configure("gateway", settings.log_level)
    database = Database(settings.database_url, pool_size=settings.workers)
    instance.open_instance(database, "gateway", settings.mode)
    client = Client(
        RpcClient(settings.amqp_uri, "gateway", settings.mode), Signer(dict(settings.private_key))
    )
    return create_app(Gateway(settings.mode, database, client, settings.session_key))

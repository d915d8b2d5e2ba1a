"""Create the app for gunicorn: `gunicorn -k gthread --threads 8 "liaison_gateway.wsgi:make()"`."""

from __future__ import annotations

import sys

from flask import Flask

from liaison_gateway.base.settings import GatewaySettings
from liaison_gateway.developers.sandbox.processes import Sandboxes
from liaison_gateway.exchange.partners.plugins import load_bodies
from liaison_gateway.exchange.webhooks.addresses import Guard, networks_of
from liaison_gateway.start.app import create_app
from liaison_gateway.start.context import gateway_of
from liaison_kit.bus.rpc_client import RpcClient
from liaison_kit.claims import Signer
from liaison_kit.client import Client
from liaison_kit.instance.instance import WrongInstance, open_instance
from liaison_kit.ops import logs
from liaison_kit.ops.settings import SettingsError
from liaison_kit.plugins import PluginError
from liaison_kit.store.blobs import Blobs
from liaison_kit.store.database import Database


def make() -> Flask:
    """Return the app on RabbitMQ and the gateway's own database, as configured in the environment.

    Nothing is connected yet when it returns, so that a server may fork afterwards.
    """
    try:
        settings = GatewaySettings.read("gateway")
        logs.configure("gateway", settings.log_level)
        database = Database(settings.database_url, pool_size=settings.workers)
        open_instance(database, "gateway", settings.mode)
        bodies = load_bodies(settings.partner_bodies)
        guard = Guard(networks_of(settings.webhook_networks))
    except (PluginError, SettingsError, ValueError, WrongInstance) as error:
        sys.exit(str(error))
    database.close()
    transport = RpcClient(settings.amqp_uri, "gateway", settings.mode)
    client = Client(transport, Signer(settings.private_key))
    blobs = Blobs(settings.blob_folder)
    key = settings.session_key
    folder = settings.sandbox_folder
    gateway = gateway_of(
        settings.mode,
        database,
        client,
        key,
        blobs,
        former_keys=settings.former_session_keys,
        requests_a_minute=settings.requests_a_minute if settings.mode == "live" else 0,
        bodies=bodies,
        guard=guard,
        sandboxes=Sandboxes(folder) if folder else None,
    )
    return create_app(gateway)

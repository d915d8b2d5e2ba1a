"""Serve one station and a first page two ways, for gunicorn: by the gateway, and by bare Flask."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify
from marshmallow import Schema, fields
from sqlalchemy import Column, MetaData, String, Table, Text, create_engine, select
from sqlalchemy.orm import Session

from liaison_gateway.start.app import create_app
from liaison_gateway.start.context import gateway_of
from liaison_kit.store.blobs import Blobs
from liaison_kit.store.database import Database

PAGE, OUT_OF_REACH = 50, 10**9
_documents = Table(
    "documents",
    MetaData(),
    Column("kind", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("data", Text),
)


def gateway() -> Flask:
    """Return the gateway's app on the read model that `BENCH_DATABASE` names; it asks nobody."""
    database = Database(os.environ["BENCH_DATABASE"])
    client: Any = None
    blobs = Blobs(Path(os.environ["BENCH_FOLDER"]))
    more = {"requests_a_minute": OUT_OF_REACH}  # counted as in live
    return create_app(gateway_of("replay", database, client, "bench", blobs, **more))


class StationSchema(Schema):
    """Show all that a station's document holds; its days are text already."""

    application_code = fields.String()
    approval_no = fields.String()
    city_code = fields.String()
    credit_code = fields.String()
    department = fields.String()
    guiding_department = fields.String()
    head_ref = fields.String()
    host_kind = fields.String()
    host_name = fields.String()
    host_ref = fields.String()
    imported = fields.Boolean()
    liaison_ref = fields.String()
    plaque_granted_on = fields.String()
    plaque_no = fields.String()
    state = fields.String()
    station_code = fields.String()
    updated_at = fields.String()


def bare() -> Flask:
    """Return a Flask app that selects the same rows by SQLAlchemy and shows them by marshmallow.

    Its engine is a plain one with a connection for each thread, so that nothing of ours slows it.
    """
    app, engine = Flask("bare"), create_engine(os.environ["BENCH_DATABASE"], pool_size=10)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    schema = StationSchema()

    def shown(data: str) -> Any:
        return schema.dump(json.loads(data))

    @app.get("/v1/stations/<code>")
    def one(code: str) -> Response:
        with Session(engine) as session:
            query = select(_documents.c.data).where(
                _documents.c.kind == "station", _documents.c.code == code
            )
            return jsonify(data=shown(session.execute(query).scalar_one()))

    @app.get("/v1/stations")
    def page() -> Response:
        with Session(engine) as session:
            query = select(_documents.c.data).where(_documents.c.kind == "station")
            rows = session.scalars(query.order_by(_documents.c.code).limit(PAGE))
            return jsonify(data=[shown(row) for row in rows])

    return app

"""Write one row the bare way: Flask under gunicorn asks a stock nameko service, which inserts it.

`python -m tests.bench.writing_apps AMQP_URI DATABASE_URL` serves the rows; gunicorn makes `bare()`
and finds the broker in `BENCH_AMQP`.
"""

from __future__ import annotations

import os
import sys
import threading
import warnings
from datetime import date
from typing import Any

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

TABLE = (
    "CREATE TABLE bare_writes (record_code text PRIMARY KEY, station_code text, duty_type text,"
    " occurred_on date, reported_on date, evidence text)"
)


def bare() -> Any:
    """Return a Flask app that reads a record by marshmallow and hands it to the stock service."""
    from flask import Flask, jsonify, request
    from marshmallow import Schema, fields
    from nameko.standalone.rpc import ClusterRpcProxy

    class RecordSchema(Schema):
        record_code = fields.String(required=True)
        station_code = fields.String(required=True)
        duty_type = fields.String(required=True)
        occurred_on = fields.Date(required=True)
        reported_on = fields.Date(required=True)
        evidence = fields.String(required=True)

    app, schema, held = Flask("bare"), RecordSchema(), threading.local()

    def rows() -> Any:
        if not hasattr(held, "proxy"):  # a standalone proxy belongs to one thread
            held.proxy = ClusterRpcProxy({"AMQP_URI": os.environ["BENCH_AMQP"]}, timeout=30).start()
        return held.proxy.stock_rows

    @app.get("/healthz")
    def healthz() -> Any:
        return jsonify(status="ok")

    @app.post("/v1/duty-records")
    def record() -> Any:
        found = schema.load(request.get_json()["records"][0])
        return jsonify(data=rows().record(schema.dump(found)))

    return app


def serve(amqp_uri: str, database_url: str) -> None:
    """Serve a method that inserts one row in a transaction, until the process is killed."""
    import eventlet

    eventlet.monkey_patch()
    from nameko.rpc import rpc
    from nameko.runners import ServiceRunner
    from sqlalchemy import Date, Text, create_engine
    from sqlalchemy.orm import DeclarativeBase, Session, mapped_column

    class Base(DeclarativeBase):
        pass

    class Record(Base):
        __tablename__ = "bare_writes"
        record_code = mapped_column(Text, primary_key=True)
        station_code = mapped_column(Text)
        duty_type = mapped_column(Text)
        occurred_on = mapped_column(Date)
        reported_on = mapped_column(Date)
        evidence = mapped_column(Text)

    engine = create_engine(database_url, pool_size=10)

    class Stock:
        name = "stock_rows"

        @rpc
        def record(self, record: dict[str, Any]) -> dict[str, Any]:
            days = {
                name: date.fromisoformat(record[name]) for name in ("occurred_on", "reported_on")
            }
            with Session(engine) as session:
                session.add(Record(**{**record, **days}))
                session.commit()
            return {"record_code": record["record_code"], "state": "accepted"}

    runner = ServiceRunner({"AMQP_URI": amqp_uri})
    runner.add_service(Stock)
    runner.start()
    print("ready", flush=True)
    runner.wait()


if __name__ == "__main__":
    serve(*sys.argv[1:])

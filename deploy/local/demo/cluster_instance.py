"""Start the demo instance on RabbitMQ and PostgreSQL: one process per service, finance by AMQP."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from deploy.local.city.supervisor import create_accounts
from deploy.local.demo.finance import AmqpFinance, Finance, HttpFinance
from deploy.local.demo.instances import FIRST_DAY, People, connect, credentials
from deploy.local.servers.cluster import ASKED, Cluster
from liaison_kit.bus import topology


class ClusterInstance:
    """Run a new instance as processes, and remove it at the end."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        name = f"demo_{secrets.token_hex(3)}"
        self.cluster = Cluster(folder, FIRST_DAY, name=name, environ=environ)

    def __enter__(self) -> ClusterInstance:
        """Start everything."""
        self.cluster.__enter__()
        try:
            self.cluster.prepare(from_scratch=True)
            self.cluster.start()
            issued = create_accounts(self.cluster, with_passwords=False)
            self._people = People(issued)
            self.names_of, self.names_of_part = self._people.names_of, self._people.names_of_part
            self.ref_of_part = self._people.ref_of_part
            self.client = connect(self.cluster.address, credentials(issued))
            self.finance = self._finance()
        except BaseException:
            self.cluster.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop everything, and drop what was created on existing servers."""
        self.finance.close()
        self.client.close()
        self.cluster.stop_processes()
        self.cluster.drop()
        self.cluster.__exit__(kind, error, trace)

    def _finance(self) -> Finance:
        uri = self.cluster.broker.of("finance")
        if not uri:  # the broker would not let anybody else speak in finance's name
            return HttpFinance(self.client)
        names = topology.Names("demo")
        queue, exchange = names.queue("incentives", "finance"), names.exchange("finance")
        return AmqpFinance(uri, queue, exchange, self.client)

    def add_station_people(self, station_code: str) -> None:
        """Add the head and the liaison officer of a station."""
        issued = create_accounts(self.cluster, station_code, with_passwords=False)
        self.client.add(self._people.add(issued))

    def faults(self) -> list[str]:
        """Return the faults that each service finds in its logs and ledger."""
        runs = [self.cluster.run(service, "verify") for service in ASKED]
        return [(run.stderr or run.stdout).strip() for run in runs if run.returncode]

"""Run the demo: `python -m deploy.local.demo`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from deploy.local.demo import outcome
from deploy.local.demo.chapters import CHAPTERS
from deploy.local.demo.instances import DemoInstance, EmbeddedInstance
from deploy.local.demo.story import Story
from deploy.local.demo.walk import UnexpectedResult, Walk
from liaison_contracts.errors import LiaisonError

if TYPE_CHECKING:
    from deploy.local.demo.cluster_instance import ClusterInstance

TITLE = (
    "泸州驻外人才工作联络站：一个工作站从申请到拨付",
    "Talent liaison stations of Luzhou: one station from its application to its money",
)


def tell(instance: DemoInstance, story: Story) -> bool:
    """Run the demo on an instance and return whether every check succeeded."""
    walk = Walk(instance, story)
    story.title(*TITLE)
    try:
        walk.play(CHAPTERS)
        return outcome.check(walk)
    except (UnexpectedResult, LiaisonError) as error:
        story.check("故事未能讲完", "the story could not be told to its end", str(error))
        return False


def main(environ: Mapping[str, str] = os.environ) -> int:
    """Create an instance, run the demo on it, and remove it."""
    with tempfile.TemporaryDirectory(prefix="liaison-demo-") as folder:
        place = Path(folder)
        place.chmod(0o755)  # a private server runs as another user where root starts it
        with instance_for(place, environ) as instance:
            return 0 if tell(instance, Story(sys.stdout)) else 1


def instance_for(place: Path, environ: Mapping[str, str]) -> EmbeddedInstance | ClusterInstance:
    """Choose between one process, and RabbitMQ with PostgreSQL."""
    if environ.get("BROKER") == "rabbitmq" or environ.get("AMQP_URI"):
        from deploy.local.demo.cluster_instance import ClusterInstance

        return ClusterInstance(place, environ)
    return EmbeddedInstance(place)


if __name__ == "__main__":
    sys.exit(main())

"""Tell the walk: `python -m deploy.local.demo`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from deploy.local.demo import final
from deploy.local.demo.chapters import CHAPTERS
from deploy.local.demo.stages import EmbeddedStage
from deploy.local.demo.story import Story
from deploy.local.demo.walk import NotAsTold, Walk
from liaison_contracts.errors import LiaisonError

TITLE = (
    "泸州驻外人才工作联络站：一个工作站从申请到拨付",
    "Talent liaison stations of Luzhou: one station from its application to its money",
)


def tell(stage: Any, story: Story) -> bool:
    """Play the walk on a stage and tell whether everything held."""
    walk = Walk(stage, story)
    story.title(*TITLE)
    try:
        walk.play(CHAPTERS)
        return final.check(walk)
    except (NotAsTold, LiaisonError) as error:
        story.check("故事未能讲完", "the story could not be told to its end", str(error))
        return False


def main() -> int:
    """Make a fresh instance, tell the walk on it, and take the instance away again."""
    with tempfile.TemporaryDirectory(prefix="liaison-demo-") as folder:
        stage = EmbeddedStage(Path(folder))
        try:
            return 0 if tell(stage, Story(sys.stdout)) else 1
        finally:
            stage.close()


if __name__ == "__main__":
    sys.exit(main())

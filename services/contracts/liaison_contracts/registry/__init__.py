"""Define the registry's messages: applications and stations (Articles 2 to 10)."""

from liaison_contracts.registry.answers import *  # noqa: F403
from liaison_contracts.registry.application_events import *  # noqa: F403
from liaison_contracts.registry.commands import *  # noqa: F403
from liaison_contracts.registry.draft_answers import *  # noqa: F403
from liaison_contracts.registry.drafts import *  # noqa: F403
from liaison_contracts.registry.entries import *  # noqa: F403
from liaison_contracts.registry.events import *  # noqa: F403
from liaison_contracts.registry.history import *  # noqa: F403
from liaison_contracts.registry.life.answers import *  # noqa: F403
from liaison_contracts.registry.life.changes import *  # noqa: F403
from liaison_contracts.registry.life.commands import *  # noqa: F403
from liaison_contracts.registry.life.events import *  # noqa: F403
from liaison_contracts.registry.life.stations import *  # noqa: F403
from liaison_contracts.registry.review.answers import *  # noqa: F403
from liaison_contracts.registry.review.commands import *  # noqa: F403
from liaison_contracts.registry.review.events import *  # noqa: F403
from liaison_contracts.registry.review.leading_group import *  # noqa: F403
from liaison_contracts.registry.rosters import *  # noqa: F403

"""Show the read model to people: server-rendered pages, Chinese first, without script.

Every module of `views` is a page or a few; importing it adds its routes to the blueprint.
"""

from importlib import import_module
from pkgutil import iter_modules

from liaison_gateway.web import views
from liaison_gateway.web.blueprint import pages

for _module in iter_modules(views.__path__, f"{views.__name__}."):
    import_module(_module.name)

__all__ = ["pages"]

"""Build the OpenAPI document of `/v1`, and check that it is compatible with each release.

    python -m deploy.local.build.openapi             name every break
    python -m deploy.local.build.openapi --write     build the document into the gateway's package
    python -m deploy.local.build.openapi --release   store what callers rely on

Routes and fields may be added; nothing that a caller relies on may be removed or become required. A
release is a file with one line for each route and each shape, without descriptions.
"""

from __future__ import annotations

import json
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from liaison_contracts.publish.compat import breaks, essence, one_line_each

ROOT = Path(__file__).resolve().parents[3]
HOME = ROOT / "services" / "gateway"
PUBLISHED = HOME / "liaison_gateway" / "published" / "openapi.json"
METHODS = ("get", "post", "put", "patch", "delete")
Doc = Mapping[str, Any]


def document() -> dict[str, Any]:
    """Return the document that the gateway of this checkout serves."""
    from liaison_gateway.start.embedded import build_embedded

    with tempfile.TemporaryDirectory(prefix="liaison-openapi-") as folder:
        embedded = build_embedded(Path(folder), "replay", date(2018, 1, 1))
        try:
            answer = embedded.app.test_client().get("/v1/openapi.json")
            return dict(answer.get_json())
        finally:
            embedded.close()


def build(place: Path = PUBLISHED) -> Path:
    """Write the document of `/v1` to the path from which the gateway's wheel includes it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    place.write_text(text, encoding="utf-8")
    return place


def breaks_of(released: Doc, current: Doc) -> list[str]:
    """Return one sentence for each incompatible change since a released document."""
    found: list[str] = []
    released, current = promises_of(released), promises_of(current)
    for place, old in sorted(operations_of(released).items()):
        new = operations_of(current).get(place)
        if new is None:
            found.append(f"{place}: the route was removed")
            continue
        found += [f"{place}: {text}" for text in _parameters(old, new)]
        was, now = _shapes(place, old, released), _shapes(place, new, current)
        found += breaks({name: was[name] for name in was if name in now}, now)
        found += [f"{name}: is not answered any more" for name in was if name not in now]
    return found


def promises_of(found: Doc) -> dict[str, Any]:
    """Return a document with only what callers rely on: requests and answers."""
    paths: dict[str, dict[str, Any]] = {}
    for place, operation in operations_of(found).items():
        method, _, path = place.partition(" ")
        paths.setdefault(path, {})[method.lower()] = _promise(operation)
    shapes = found["components"]["schemas"]
    return {
        "components": {"schemas": {name: essence(shape) for name, shape in shapes.items()}},
        "paths": paths,
    }


def _promise(operation: Doc) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "operationId": operation["operationId"],
        "parameters": [
            {"name": entry["name"], "required": entry.get("required", False)}
            for entry in operation.get("parameters", ())
            if "name" in entry
        ],
        "responses": {
            status: _json_of(entry)
            for status, entry in operation["responses"].items()
            if status.startswith("2")
        },
    }
    body = _json_of(operation.get("requestBody", {}))
    return kept | ({"requestBody": body} if body else {})


def _json_of(entry: Doc) -> dict[str, Any]:
    """Return the JSON form of a body or an answer; other content has no fields."""
    schema = entry.get("content", {}).get("application/json", {}).get("schema")
    return {"content": {"application/json": {"schema": essence(schema)}}} if schema else {}


def operations_of(found: Doc) -> dict[str, Doc]:
    """Return the operations of a document by method and path."""
    return {
        f"{method.upper()} {path}": entry[method]
        for path, entry in found["paths"].items()
        for method in METHODS
        if method in entry
    }


def _parameters(old: Doc, new: Doc) -> Iterator[str]:
    was = {entry["name"]: entry for entry in old.get("parameters", ()) if "name" in entry}
    now = {entry["name"]: entry for entry in new.get("parameters", ()) if "name" in entry}
    for name in sorted(set(was) - set(now)):
        yield f"the parameter {name} was removed"
    for name, entry in sorted(now.items()):
        if entry.get("required") and not was.get(name, {}).get("required"):
            yield f"the parameter {name} must be given now"


def _shapes(place: str, operation: Doc, whole: Doc) -> dict[str, Doc]:
    """Return the schemas of an operation's request and answers, named as `breaks` expects them."""
    found: dict[str, Doc] = {}
    bodies = operation.get("requestBody", {}).get("content", {})
    answers = {
        status: entry.get("content", {})
        for status, entry in operation["responses"].items()
        if status.startswith("2")
    }
    for sort, contents in (("command", {"body": bodies}), ("answer", answers)):
        for name, content in contents.items():
            schema = content.get("application/json", {}).get("schema")
            if schema:
                shape = _resolved(schema, whole)
                found[f"{place} {name}"] = {**shape, "$id": f"urn:liaison:{sort}:{place}"}
    return found


def _resolved(schema: Any, whole: Doc) -> Any:
    if isinstance(schema, dict):
        if "$ref" in schema:
            name = schema["$ref"].rpartition("/")[2]
            return _resolved(whole["components"]["schemas"][name], whole)
        return {key: _resolved(value, whole) for key, value in schema.items()}
    return [_resolved(each, whole) for each in schema] if isinstance(schema, list) else schema


def text_of(promises: Doc) -> str:
    """Return a release as JSON, one line for each shape and each path."""
    shapes = one_line_each(promises["components"]["schemas"])
    paths = one_line_each(promises["paths"])
    return f'{{"components": {{"schemas": {shapes}}},\n"paths": {paths}}}\n'


def release(home: Path = HOME) -> Path:
    """Store the document of this version as a release.

    Raises:
        FileExistsError: when this version was released with another document already.
    """
    declared = tomllib.loads((home / "pyproject.toml").read_text(encoding="utf-8"))
    path = home / "released" / f"{declared['project']['version']}.json"
    text = text_of(promises_of(document()))
    if path.exists() and path.read_text(encoding="utf-8") != text:
        raise FileExistsError(f"{path.stem} was released already: raise the version")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def main() -> int:
    """Build or release the document; print incompatible changes, and return 1 if there are any."""
    if "--write" in sys.argv[1:]:
        print(f"built {build().relative_to(ROOT)}")
        return 0
    if "--release" in sys.argv[1:]:
        print(f"released {release().relative_to(ROOT)}")
    current = document()
    found = [
        f"breaks {path.stem}: {told}"
        for path in sorted((HOME / "released").glob("*.json"))
        for told in breaks_of(json.loads(path.read_text(encoding="utf-8")), current)
    ]
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

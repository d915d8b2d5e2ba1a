"""What is generated is in step, valid, and understood by other readers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from liaison_contracts import generate
from liaison_contracts.catalogue import EVENTS
from liaison_contracts.envelope import envelope_from
from liaison_contracts.message import EventType, dump, load
from liaison_contracts.publish.examples import example_of
from liaison_contracts.sentences import problems

TOLD = generate.told()
BUILT = generate.documents()


def read(path: str) -> Any:
    return json.loads(BUILT[path])


def test_every_generated_file_is_in_step() -> None:
    assert generate.stale(generate.files()) == []
    assert generate.faults() == []


@pytest.mark.usefixtures("sample_plugin")
def test_a_code_of_another_distribution_is_not_on_our_page() -> None:
    assert "not_json_lines" in problems()
    assert generate.stale(generate.files()) == []


def test_a_stale_and_a_missing_file_are_named_and_mended(tmp_path: Path) -> None:
    page = tmp_path / "messages.md"
    wanted = generate.files(tmp_path, page)
    assert set(generate.write(wanted)) == set(wanted)
    assert generate.stale(wanted) == []
    changed = tmp_path / "errors.md"
    changed.write_text("nothing", "utf-8")
    page.unlink()
    assert set(generate.stale(wanted)) == {changed, page}
    generate.write(wanted)
    assert generate.stale(wanted) == []


def test_the_built_place_holds_exactly_the_documents(tmp_path: Path) -> None:
    left_over = tmp_path / "catalog" / "talent.sold.v1.yaml"
    left_over.parent.mkdir()
    left_over.write_text("type: talent.sold.v1", "utf-8")
    assert generate.build(tmp_path) == len(BUILT)
    found = {
        path.relative_to(tmp_path).as_posix(): path.read_text("utf-8")
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert found == BUILT


def test_this_installation_has_the_documents() -> None:
    for name in ("asyncapi.json", "schemas/payout.requested.v1.json"):
        assert (generate.PUBLISHED / name).is_file()


def test_the_command_line_returns_one_when_something_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert generate.main(["--check"]) == 0
    missing = tmp_path / "x.md"
    monkeypatch.setattr(generate, "files", lambda: {missing: "{}"})
    monkeypatch.setattr(generate, "faults", list)
    assert generate.main(["--check"]) == 1
    assert f"stale: {missing}" in capsys.readouterr().out


def test_an_example_that_no_longer_loads_is_named(tmp_path: Path) -> None:
    example = generate.examples()["plaque.granted.v1"]
    example["data"]["host_kind"] = "embassy"
    path = tmp_path / "examples" / "plaque.granted.v1.json"
    path.parent.mkdir()
    path.write_text(json.dumps(example), "utf-8")
    assert "host_kind" in generate.faults(tmp_path)[0]


def test_an_event_without_example_values_says_where_to_add_them() -> None:
    @dataclass(frozen=True)
    class Sung:
        """Tell a song."""

        melody: str

    with pytest.raises(LookupError, match="give melody a value"):
        example_of(EventType("song.sung.v1", Sung, "registry", "song", (), ("1",)))


def test_an_example_is_kept_when_the_generator_changes(tmp_path: Path) -> None:
    path = tmp_path / "examples" / "plaque.granted.v1.json"
    path.parent.mkdir()
    kept = generate.examples()["plaque.granted.v1"] | {"subject": "station/LZ-999"}
    path.write_text(json.dumps(kept), "utf-8")
    assert generate.examples(tmp_path)["plaque.granted.v1"]["subject"] == "station/LZ-999"


@pytest.mark.parametrize("name", TOLD)
def test_an_example_loads_and_fits_its_schema(name: str) -> None:
    schema, example = read(f"schemas/{name}.json"), read(f"examples/{name}.json")
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(example)
    envelope = envelope_from(example)
    assert envelope.to_wire() == example
    again = dump(load(EVENTS[name].cls, envelope.data))
    assert again | envelope.data == again  # fields that came later have their defaults


def test_all_schemas_are_schemas_of_draft_2020_12() -> None:
    for schema in [read(name) for name in BUILT if name.startswith("schemas/")]:
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", TOLD)
def test_a_card_is_yaml_and_says_what_the_catalogue_says(name: str) -> None:
    card = yaml.safe_load(BUILT[f"catalog/{name}.yaml"])
    kind = EVENTS[name]
    assert card["type"] == name
    assert card["owner"] == card["producer"] == kind.source
    assert set(kind.heard_by) <= set(card["consumers"])
    assert tuple(card["articles"]) == kind.articles
    assert card["description"].splitlines()[0] == (kind.cls.__doc__ or "").splitlines()[0]
    assert list(card["fields"]) == list(
        read(f"schemas/{name}.json")["properties"]["data"]["properties"]
    )
    assert {card["schema"], card["example"]} <= set(BUILT)


def test_the_page_has_every_message() -> None:
    page = generate.PAGE.read_text("utf-8")
    for name in [*TOLD, *generate.asked()]:
        assert f"\n### {name}\n" in page

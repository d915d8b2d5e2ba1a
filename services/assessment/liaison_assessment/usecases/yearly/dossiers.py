"""Show a station's dossier of seven materials, and freeze all dossiers with the grades (12(2))."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from liaison_assessment.context import Work
from liaison_assessment.policy.yearly.dossier import Dossier, Item, Material, assemble
from liaison_assessment.tables import Assessment, FrozenDossier
from liaison_assessment.usecases.refusals import kept
from liaison_assessment.usecases.yearly.sheets import require_visible
from liaison_assessment.usecases.yearly.year_facts import gather
from liaison_contracts.assessment import DossierAnswer, GetDossier
from liaison_contracts.errors import NotFound
from liaison_contracts.message import load
from liaison_kit.claims import hash_of
from liaison_kit.store.bulk import insert_many


def show(work: Work, body: GetDossier) -> DossierAnswer:
    """Show the current dossier or, after publication, the one that the grade is based on.

    Returns a `DossierAnswer` as plain data, the form in which it is hashed and stored.

    Raises:
        NotFound: for a station that the caller may not see, or took no part in the year.
    """
    require_visible(work, body.station_code)
    row = work.session.get(Assessment, body.year)
    frozen = _latest_frozen(work, body) if row is not None and row.state == "closed" else None
    if frozen is not None:
        content, sha256, on = frozen.content, frozen.sha256, frozen.frozen_on.isoformat()
    else:
        found = gather(work, body.year, body.station_code)
        if not found:
            raise NotFound("dossier_not_found", station_code=body.station_code, year=body.year)
        content = plain(assemble(found[0], work.edition.figures))
        sha256, on = hash_of(content), None
    scheme = {
        "scheme_document_no": row.scheme_document_no if row else "",
        "scheme": row.scheme or None if row else None,
    }
    return load(DossierAnswer, {**content, **scheme, "sha256": sha256, "frozen_on": on})


def freeze(work: Work, year: int, row: Assessment, on: date) -> None:
    """Store every station's dossier when a revision of its grade is published."""
    figures = work.edition.figures
    contents = [plain(assemble(facts, figures)) for facts in gather(work, year)]
    rows = [
        {
            "year": year,
            "station_code": content["station_code"],
            "revision": row.revision,
            "content": content,
            "sha256": hash_of(content),
            "frozen_on": on,
        }
        for content in contents
    ]
    insert_many(work.session, FrozenDossier, rows)


def plain(dossier: Dossier) -> dict[str, Any]:
    """Return a dossier as plain JSON data; equal facts give equal data."""
    return {
        "year": dossier.year,
        "station_code": dossier.station_code,
        "materials": [_material(material) for material in dossier.materials],
        "incidents": [_item(item) for item in dossier.incidents],
        "notices": kept(dossier.notices),
    }


def _material(material: Material) -> dict[str, Any]:
    said = material.self_assessment
    return {
        "number": material.number,
        "name": material.name,
        "is_missing": material.is_missing,
        "states": dict(material.states),
        "items": [_item(item) for item in material.items],
        "periods_missed": list(material.periods_missed),
        "self_assessment": said.text if said else None,
        "evidence_sha256": list(said.evidence_sha256) if said else [],
    }


def _item(item: Item) -> dict[str, str]:
    return {
        "kind": item.kind,
        "reference": item.reference,
        "on": item.on.isoformat(),
        "state": item.state,
    }


def _latest_frozen(work: Work, body: GetDossier) -> FrozenDossier | None:
    query = select(FrozenDossier).where(
        FrozenDossier.year == body.year, FrozenDossier.station_code == body.station_code
    )
    return work.session.scalar(query.order_by(FrozenDossier.revision.desc()).limit(1))

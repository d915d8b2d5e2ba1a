"""A blob is whole or not there, is what its content says, and goes when nothing uses it."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile

import openpyxl
import pytest

from liaison_contracts.errors import NotFound, TooLarge
from liaison_kit.store.blobs import Blobs
from liaison_kit.store.media_types import unpacked_size

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture
def blobs(tmp_path):
    return Blobs(tmp_path / "blobs")


def files_of(blobs):
    return [path for path in blobs._folder.rglob("*") if path.is_file()]


def a_workbook():
    found = io.BytesIO()
    openpyxl.Workbook().save(found)
    return found.getvalue()


def a_zip(**members):
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return found.getvalue()


def test_a_blob_is_read_under_the_hash_of_its_content(blobs):
    stored = blobs.add([b"one ", b"post"], limit=100)
    assert stored.sha256 == hashlib.sha256(b"one post").hexdigest()
    assert (stored.size, blobs.read(stored.sha256)) == (8, b"one post")
    assert blobs.has(stored.sha256)
    with blobs.open(stored.sha256) as file:
        assert file.read(3) == b"one"


def test_equal_content_is_kept_once(blobs):
    assert blobs.add([b"post"], 100) == blobs.add([b"po", b"st"], 100)
    assert len(files_of(blobs)) == 1


def test_too_much_is_refused_before_it_is_read_whole_and_leaves_nothing(blobs):
    asked = []

    def endless():
        while True:
            asked.append(1)
            yield b"x" * 10

    with pytest.raises(TooLarge) as refused:
        blobs.add(endless(), limit=95)
    assert refused.value.code == "file_too_large"
    assert (len(asked), files_of(blobs)) == (10, [])


def test_a_blob_that_a_check_refuses_or_that_breaks_off_is_not_kept(blobs):
    def refuse(path, stored):
        raise ValueError(stored.media_type)

    def breaks_off():
        yield b"half"
        raise ConnectionError

    with pytest.raises(ValueError, match="text/plain"):
        blobs.add([b"post"], 100, check=refuse)
    with pytest.raises(ConnectionError):
        blobs.add(breaks_off(), 100)
    assert files_of(blobs) == []


@pytest.mark.parametrize("name", ["../secrets.json", "0" * 63, "A" * 64, "0" * 64, ""])
def test_what_names_no_blob_is_not_found(blobs, name):
    with pytest.raises(NotFound) as missed:
        blobs.read(name)
    assert missed.value.code == "file_unknown"


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"%PDF-1.7\n1 0 obj", "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 40, "image/jpeg"),
        (a_workbook(), SHEET),
        (a_zip(note="x"), "application/zip"),
        (b"PK\x03\x04 and no more", "application/octet-stream"),
        ("工作站,日期\n".encode(), "text/plain"),
        ("工作站".encode("gb18030"), "text/plain"),
        ("工作站".encode("utf-16"), "application/octet-stream"),
        (b"MZ\x90\x00" + b"\0" * 200, "application/vnd.microsoft.portable-executable"),
        (b"\x7fELF" + b"\0" * 90, "application/octet-stream"),
        (b"<html><script>x</script>", "text/html"),
        (b"BMW,2018-03-01\n", "text/plain"),
        (b"", "text/plain"),
    ],
)
def test_a_blob_is_what_its_content_says(blobs, content, media_type):
    assert blobs.add([content], 100_000).media_type == media_type


def test_a_packed_file_says_how_much_it_holds(blobs):
    packed = a_zip(zeros=b"\0" * 5_000_000)
    stored = blobs.add([packed], 100_000)
    path = blobs._folder / stored.sha256[:2] / stored.sha256
    assert (stored.size < 10_000, unpacked_size(path)) == (True, 5_000_000)


def test_old_blobs_that_nothing_uses_are_swept(blobs):
    used, unused, new = (blobs.add([text], 100).sha256 for text in (b"used", b"unused", b"new"))
    for sha256 in (used, unused):
        os.utime(blobs._folder / sha256[:2] / sha256, (1000, 1000))
    assert blobs.sweep(lambda sha256: sha256 == used, before=2000) == 1
    assert [blobs.has(sha256) for sha256 in (used, unused, new)] == [True, False, True]

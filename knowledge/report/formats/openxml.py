"""The parts of an Office Open XML document, and its elements by their local names.

Names are compared without their namespace, so that the strict and the transitional form of the standard read the same. Nothing
outside the archive is ever looked at: a part is a member of it, whatever path its relation names.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from knowledge.errors import BrokenFileError, TooLargeError
from knowledge.report.formats.archive import checked

Element = Any  # lxml carries no types


class Parts:
    """The main part of a document and the parts it is related to, by the last word of the relation's type (styles)."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises BrokenFileError, EncryptedReportError, TooLargeError."""
        self._archive = checked(data, name)
        self._name = name
        self._members = {member.lower(): member for member in self._archive.namelist()}
        main = self._related("").get("officeDocument", "word/document.xml")
        self._targets = self._related(main)
        self.macros = "vbaProject" in self._targets
        body = self._parsed(main)
        if body is None:
            raise self._broken()
        self.main: Element = body

    def part(self, kind: str) -> Element | None:
        """The root of a related part, None when there is none or it is broken: the text can be read without."""
        target = self._targets.get(kind)
        try:
            return self._parsed(target) if target else None
        except BrokenFileError:
            return None

    def _related(self, source: str) -> dict[str, str]:
        folder, name = posixpath.split(source)
        root = self._parsed(posixpath.join(folder, "_rels", f"{name}.rels"))
        targets: dict[str, str] = {}
        for relation in root if root is not None else ():
            if relation.get("TargetMode") != "External" and relation.get("Type") and relation.get("Target"):
                path = posixpath.normpath(posixpath.join("/", folder, relation.get("Target"))).lstrip("/")
                targets.setdefault(relation.get("Type").rpartition("/")[2], path)
        return targets

    def _parsed(self, path: str) -> Element | None:
        """The root of a member, None when there is no such member."""
        member = self._members.get(path.lower())
        if member is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(self._archive.read(member), parser)
        except etree.XMLSyntaxError as error:
            if "emory" in (error.msg or "") or error.msg == "unknown error":  # what libxml2 says when it gets no more
                raise TooLargeError(f"{self._name}: needs too much memory to be read; split it or supply it as .txt") from error
            raise self._broken() from error
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
            raise self._broken() from error

    def _broken(self) -> BrokenFileError:
        return BrokenFileError(f"{self._name}: is no whole Word document; open it in Word, save it as .docx and supply that")


def kind(element: Element) -> str:
    """The local name of an element, "" for what is none (an entity)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first element below ``element`` along local names."""
    for step in path:
        if element is None:
            return None
        element = next((inner for inner in element if kind(inner) == step), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute by its local name, whatever its namespace."""
    if element is None:
        return None
    return next((told for key, told in element.attrib.items() if key.rpartition("}")[2] == name), None)


def whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number of at most 9 digits, ``otherwise`` when it is none."""
    try:
        return int(text) if text and len(text) < 10 else otherwise
    except ValueError:
        return otherwise


def is_on(element: Element | None) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off")


def below(element: Element | None, name: str) -> Iterator[Element]:
    """All elements of a local name under ``element``, at any depth."""
    if element is not None:
        yield from (inner for inner in element.iter() if kind(inner) == name)

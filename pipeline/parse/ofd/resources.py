"""What pages refer to by number: drawing parameters, composite units, pictures. Source: GB/T 33190-2016, 7.9, 8.2, 13."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from posixpath import join
from typing import Any

from pipeline.parse.ofd.package import OfdPackage, child, children, local, text_of
from pipeline.parse.ofd.values import read_colour, read_float

MAX_DEPTH = 12  # composite units, drawing parameters and blocks within each other


@dataclass(slots=True)
class Resources:
    """Resources by their ID."""

    parameters: dict[str, Any] = field(default_factory=dict)
    composites: dict[str, Any] = field(default_factory=dict)  # ID → Content
    pictures: dict[str, str] = field(default_factory=dict)  # ID → member

    def load(self, package: OfdPackage, parent: Any, base: str) -> None:
        """Read the resource files that an element of the part `base` names."""
        for element in children(parent, "PublicRes", "DocumentRes", "PageRes"):
            name, root = package.look_up(element.text, base)
            if root is not None:
                self._take(package, root, name)

    def _take(self, package: OfdPackage, root: Any, name: str) -> None:
        folder = (root.get("BaseLoc") or "").strip()
        for element in _items(root):
            number, kind = element.get("ID", ""), local(element.tag)
            if kind == "DrawParam":
                self.parameters[number] = element
            elif kind == "CompositeGraphicUnit" and (content := child(element, "Content")) is not None:
                self.composites[number] = content
            elif kind == "MultiMedia" and (location := text_of(element, "MediaFile")):
                self.pictures[number] = package.find(join(folder, location), name) or package.find(location, name)

    def colour(self, element: Any, outer: int) -> int:
        """The colour that an element fills with, by itself or by its drawing parameters; else the one around it."""
        if len(element) < 2 and not element.get("DrawParam") and not element.get("Alpha"):  # the text only
            return outer
        alpha, drawn = read_float(element.get("Alpha"), 255.0), element
        for _ in range(MAX_DEPTH):
            if (colour := child(drawn, "FillColor")) is not None:
                return _mix_colour(colour, alpha)
            drawn = self.parameters.get(drawn.get("DrawParam") or drawn.get("Relative") or "")
            if drawn is None:
                break
        return read_colour(f"{outer >> 16} {outer >> 8 & 255} {outer & 255}", alpha)

    def block_colour(self, element: Any, outer: int) -> int:
        """The colour that the drawing parameters of a layer, block or composite give what stands in it."""
        parameters = self.parameters.get(element.get("DrawParam", ""))
        return outer if parameters is None else self.colour(parameters, outer)


def _items(root: Any) -> Iterable[Any]:
    """The resources of a file: they stand in lists, one of each kind."""
    return (item for group in root if isinstance(group.tag, str) for item in group if isinstance(item.tag, str))


def _mix_colour(colour: Any, alpha: float) -> int:
    own = read_float(colour.get("Alpha"), 255.0)
    value = colour.get("Value")
    if value is None:  # a shading: its first colour
        value = next((one.get("Value") for one in colour.iter() if isinstance(one.tag, str) and one.get("Value")), None)
    return read_colour(value, alpha * own / 255.0)

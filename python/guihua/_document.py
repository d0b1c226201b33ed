"""A document: a typed view of a model that stays in Rust until it is looked at."""

from __future__ import annotations

import html
import json
from typing import Any, Dict, List, Optional, Union

from . import _native
from .model import DocumentNode, Section, Value

_SHOWN = 12
"""Indicators that a notebook shows."""


class Document(DocumentNode):
    """One plan with its notice: ``document.plan.title``, ``document["plan"]["title"]``."""

    __slots__ = ("_native", "_made", "_id")

    def __init__(self, native: _native.Document) -> None:
        self._native = native
        self._made: Optional[Dict[str, Any]] = None
        self._id: Optional[str] = None

    @classmethod
    def from_json(cls, text: Union[str, bytes]) -> Document:
        """A document from what :meth:`to_json` or ``guihua parse`` has written: the
        object of one plan, or a line of NDJSON. Raises :class:`ValueError` where it
        is none."""
        return cls(_native.load(text.encode("utf-8") if isinstance(text, str) else text))

    @property
    def plan_id(self) -> str:
        """The key of the plan in all tables: the same wherever its archive lies."""
        if self._id is None:
            self._id = self._native.plan_id()
        return self._id

    def to_dict(self) -> Dict[str, Any]:
        """The model as plain dictionaries, lists and scalars; not a copy."""
        if self._made is None:
            made: Dict[str, Any] = json.loads(self._bytes())
            self._made = made
        return self._made

    def to_json(self, *, indent: bool = True) -> str:
        """The model as ``guihua parse -f json`` writes it, or on one line."""
        return _native.render([self._native], "json" if indent else "ndjson").decode("utf-8")

    def to_yaml(self) -> str:
        """The model as ``guihua parse`` writes it."""
        return _native.render([self._native], "yaml").decode("utf-8")

    def walk(self) -> "List[Section]":
        """All sections, each before its subsections."""
        found: List[Section] = []
        waiting = list(reversed(list(self.plan.sections)))
        while waiting:
            section = waiting.pop()
            found.append(section)
            waiting.extend(reversed(list(section.sections)))
        return found

    def _bytes(self) -> bytes:
        return _native.render([self._native], "ndjson")

    def __reduce__(self) -> "tuple[Any, ...]":
        return (Document.from_json, (self._bytes(),))

    def __repr__(self) -> str:
        return f"<guihua.Document {self.plan.title!r} of {self.source.path!r}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: title, counts, findings, indicators."""
        plan, notice = self.plan, self.notice
        number = notice.document_number.text if notice and notice.document_number else None
        facts = [fact for fact in (number, notice.date if notice else None, plan.region) if fact]
        counts = [
            ("章节", len(self.walk())),
            ("专栏", len(plan.boxes)),
            ("指标", len(plan.indicators)),
            ("责任分工", len(plan.responsibilities)),
            ("附件", len(plan.annexes)),
        ]
        parts = [
            f"<h4>{html.escape(plan.title or self.source.path)}</h4>",
            f"<p>{html.escape('　'.join(facts))}</p>" if facts else "",
            "<p>" + "　".join(f"{name} {count}" for name, count in counts) + "</p>",
            _table(self) if plan.indicators else "",
            _findings(self),
        ]
        return "".join(parts)


def _table(document: Document) -> str:
    rows = list(document.plan.indicators)
    columns: List[str] = []
    for row in rows[:_SHOWN]:
        columns += [value.column for value in row.values if value.column not in columns]

    def cell(values: "List[Value]", column: str) -> str:
        return next((html.escape(value.text) for value in values if value.column == column), "")

    head = "".join(f"<th>{html.escape(name)}</th>" for name in ["指标", "单位", *columns, "属性"])
    body = ""
    for row in rows[:_SHOWN]:
        cells = [html.escape(row.name), html.escape(row.unit or "")]
        cells += [cell(list(row.values), column) for column in columns]
        cells.append(html.escape(row.attribute or ""))
        body += "<tr>" + "".join(f"<td>{text}</td>" for text in cells) + "</tr>"
    more = f"<p>……共 {len(rows)} 项</p>" if len(rows) > _SHOWN else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _findings(document: Document) -> str:
    found = list(document.diagnostics)
    if not found:
        return "<p>没有需要核对的地方</p>"
    items = "".join(
        f"<li>{html.escape(one.code)} 第 {one.lines[0]} 行：{html.escape(one.message)}</li>" for one in found[:_SHOWN]
    )
    more = f"<p>……共 {len(found)} 处</p>" if len(found) > _SHOWN else ""
    return f"<details><summary>请核对 {len(found)} 处</summary><ul>{items}</ul>{more}</details>"

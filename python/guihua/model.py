"""The parts of a model, made from its JSON Schema by ``generate_model.py``.

Do not edit: change the model, then run the generator.
"""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, Tuple, Union

from ._node import Items, Node


BoxKind = Literal['indicators', 'items', 'text']
"""What a box holds.

`indicators`: A table of indicators.

`items`: Items, numbered or not.

`text`: Plain text or a table of another kind."""


Comparator = Literal['=', '>', '>=', '<', '<=', '~']
"""How a number bounds the value.

`=`: Exactly this.

`>`: More than this.

`>=`: At least this.

`<`: Less than this.

`<=`: At most this.

`~`: About this."""


FurnitureKind = Literal['page_number', 'running_head', 'contents_heading', 'markup', 'front_matter', 'table_header', 'web']
"""The kind of a piece of furniture.

`page_number`: `— 12 —`.

`running_head`: A line that recurs at the head or foot of the pages, the header of a table on its
further pages.

`contents_heading`: 目录.

`markup`: `**`, `#` and other marks of a markup language.

`front_matter`: The block of metadata at the head of a Markdown file; what a cover prints beside the
title; the label 附件1 above the plan that a notice forwards.

`table_header`: The header of a table whose rows are indicators or tasks: those say in their fields
what its cells say.

`web`: Metadata, links and navigation of a web page or a document database."""


RegionFrom = Literal['title', 'issuer']
"""What told the region of a plan.

`title`: The title of the plan.

`issuer`: Who issued it."""


Severity = Literal['info', 'warning', 'error']
"""The severity of a diagnostic.

`info`: Worth a look.

`warning`: Almost surely a fault.

`error`: The plan cannot be what its author meant."""


SourceFormat = Literal['text', 'html', 'docx', 'pdf']
"""The format of a source.

`text`: Plain text, Markdown, or text taken out of another format.

`html`: A web page.

`docx`: A Word file (Office Open XML).

`pdf`: A PDF file with a text layer."""


ValueRole = Literal['baseline', 'target']
"""The role of a value column.

`baseline`: 基期值: where the plan starts from.

`target`: 目标值: where the plan wants to go."""


class Annex(Node):
    """附件: an annex of the plan."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """`annex-1`, `annex-2` … in reading order."""
        value: str = self['id']
        return value

    @property
    def label(self) -> Optional[str]:
        """The label: `附件`, `附件1`."""
        value: Optional[str] = self['label']
        return value

    @property
    def title(self) -> Optional[str]:
        """The title."""
        value: Optional[str] = self['title']
        return value

    @property
    def content(self) -> Items[Block]:
        """Text and tables."""
        return self._parts('content', _block)

    @property
    def tasks(self) -> List[str]:
        """The ids of its tasks among the responsibilities: the rows of its task table, and numbered
        tasks of its text, which stand in `content`, too."""
        value: List[str] = self['tasks']
        return value

    @property
    def notes(self) -> List[str]:
        """Notes under a table (注：…)."""
        value: List[str] = self['notes']
        return value

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class Attachment(Node):
    """A link of a web page to an attached file."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """The words of the link."""
        value: str = self['text']
        return value

    @property
    def target(self) -> str:
        """What it leads to, as written on the page: often relative to it."""
        value: str = self['target']
        return value

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class ParagraphBlock(Node):
    """A logical paragraph."""

    __slots__ = ()

    @property
    def type(self) -> Literal['paragraph']:
        """The kind of block."""
        value: Literal['paragraph'] = self['type']
        return value

    @property
    def text(self) -> str:
        """The text in normal form."""
        value: str = self['text']
        return value

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class BoxBlock(Node):
    """The place of a box."""

    __slots__ = ()

    @property
    def type(self) -> Literal['box']:
        """The kind of block."""
        value: Literal['box'] = self['type']
        return value

    @property
    def box(self) -> str:
        """The id of the box."""
        value: str = self['box']
        return value


class TableBlock(Node):
    """A table."""

    __slots__ = ()

    @property
    def type(self) -> Literal['table']:
        """The kind of block."""
        value: Literal['table'] = self['type']
        return value

    @property
    def columns(self) -> List[str]:
        """The header cells; empty where the table has no header."""
        value: List[str] = self['columns']
        return value

    @property
    def rows(self) -> List[List[str]]:
        """The rows, each as wide as the table."""
        value: List[List[str]] = self['rows']
        return value

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class ResponsibilityBlock(Node):
    """The place of a department clause."""

    __slots__ = ()

    @property
    def type(self) -> Literal['responsibility']:
        """The kind of block."""
        value: Literal['responsibility'] = self['type']
        return value

    @property
    def responsibility(self) -> str:
        """The id of the responsibility."""
        value: str = self['responsibility']
        return value


Block = Union[ParagraphBlock, BoxBlock, TableBlock, ResponsibilityBlock]
"""One piece of a section's content, in reading order."""


_BLOCKS: Dict[str, Any] = {
    'paragraph': ParagraphBlock,
    'box': BoxBlock,
    'table': TableBlock,
    'responsibility': ResponsibilityBlock,
}


def _block(data: Dict[str, Any]) -> Block:
    made: Block = _BLOCKS[data['type']](data)
    return made


class Department(Node):
    """A department as a clause names it."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The name."""
        value: str = self['name']
        return value

    @property
    def also(self) -> Optional[str]:
        """A second name in brackets: 市乡村振兴局 in `市农业农村局[市乡村振兴局]`."""
        value: Optional[str] = self['also']
        return value


class Diagnostic(Node):
    """Something that a careful reader should look at."""

    __slots__ = ()

    @property
    def code(self) -> str:
        """The stable code: `S003`."""
        value: str = self['code']
        return value

    @property
    def name(self) -> str:
        """The fault in kebab-case: `numbering-gap`."""
        value: str = self['name']
        return value

    @property
    def severity(self) -> Severity:
        """How sure and how grave it is."""
        value: Severity = self['severity']
        return value

    @property
    def message(self) -> str:
        """What was found, in words."""
        value: str = self['message']
        return value

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class DocumentNumber(Node):
    """发文字号: the document number."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """The whole number: `济政字〔2021〕89号`."""
        value: str = self['text']
        return value

    @property
    def agency_code(self) -> str:
        """发文机关代字: `济政字`."""
        value: str = self['agency_code']
        return value

    @property
    def year(self) -> Optional[int]:
        """The year, or null where the source left it blank."""
        value: Optional[int] = self['year']
        return value

    @property
    def sequence(self) -> Optional[int]:
        """The sequence number, or null where the source left it blank."""
        value: Optional[int] = self['sequence']
        return value

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class Furniture(Node):
    """What is printed but is no content."""

    __slots__ = ()

    @property
    def kind(self) -> FurnitureKind:
        """What it is."""
        value: FurnitureKind = self['kind']
        return value

    @property
    def text(self) -> str:
        """The text in normal form."""
        value: str = self['text']
        return value

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class Imprint(Node):
    """The last line of the imprint (版记)."""

    __slots__ = ()

    @property
    def agency(self) -> Optional[str]:
        """印发机关: the office that printed the document."""
        value: Optional[str] = self['agency']
        return value

    @property
    def date(self) -> Optional[str]:
        """印发日期 as an ISO 8601 calendar date; null where it is incomplete."""
        value: Optional[str] = self['date']
        return value

    @property
    def text(self) -> str:
        """The line as printed."""
        value: str = self['text']
        return value

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class Indicator(Node):
    """One row of an indicator table."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """`ind-1`, `ind-2` … in reading order."""
        value: str = self['id']
        return value

    @property
    def box(self) -> Optional[str]:
        """The id of the box that holds the table."""
        value: Optional[str] = self['box']
        return value

    @property
    def section(self) -> Optional[str]:
        """The id of the section that holds the table."""
        value: Optional[str] = self['section']
        return value

    @property
    def annex(self) -> Optional[str]:
        """The id of the annex that holds the table."""
        value: Optional[str] = self['annex']
        return value

    @property
    def number(self) -> Optional[int]:
        """The printed row number."""
        value: Optional[int] = self['number']
        return value

    @property
    def category(self) -> Optional[str]:
        """The category (类别) of the row."""
        value: Optional[str] = self['category']
        return value

    @property
    def name(self) -> str:
        """The name without number and unit."""
        value: str = self['name']
        return value

    @property
    def unit(self) -> Optional[str]:
        """The unit: `%`, `人`, `户` …"""
        value: Optional[str] = self['unit']
        return value

    @property
    def values(self) -> Items[Value]:
        """One value per value column."""
        return self._parts('values', Value)

    @property
    def attribute(self) -> Optional[str]:
        """预期性, 约束性, or as printed."""
        value: Optional[str] = self['attribute']
        return value

    @property
    def other(self) -> Items[OtherCell]:
        """What the row says besides: 备注, 责任单位, and pieces that no column claims."""
        return self._parts('other', OtherCell)

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class Item(Node):
    """One item of a box; a group (一、补贴类) is an item with items."""

    __slots__ = ()

    @property
    def label(self) -> Optional[str]:
        """The label: `1.`."""
        value: Optional[str] = self['label']
        return value

    @property
    def title(self) -> Optional[str]:
        """The title."""
        value: Optional[str] = self['title']
        return value

    @property
    def text(self) -> Optional[str]:
        """The text."""
        value: Optional[str] = self['text']
        return value

    @property
    def items(self) -> Items[Item]:
        """The items of a group."""
        return self._parts('items', Item)

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class Notice(Node):
    """The forwarding notice (通知)."""

    __slots__ = ()

    @property
    def agency_mark(self) -> Optional[str]:
        """发文机关标志: the letterhead, where it is printed apart from title and signature; letter-spacing
        and a closing 文件 are removed."""
        value: Optional[str] = self['agency_mark']
        return value

    @property
    def document_number(self) -> Optional[DocumentNumber]:
        """发文字号: the document number."""
        return self._optional('document_number', DocumentNumber)

    @property
    def title(self) -> Optional[str]:
        """标题: the title, in one line."""
        value: Optional[str] = self['title']
        return value

    @property
    def addressees(self) -> List[str]:
        """主送机关: the addressees."""
        value: List[str] = self['addressees']
        return value

    @property
    def body(self) -> Items[Paragraph]:
        """正文: the body of the notice."""
        return self._parts('body', Paragraph)

    @property
    def attachments(self) -> List[str]:
        """附件说明: what the notice says it encloses, number by number."""
        value: List[str] = self['attachments']
        return value

    @property
    def signatories(self) -> List[str]:
        """发文机关署名: the signatures."""
        value: List[str] = self['signatories']
        return value

    @property
    def date(self) -> Optional[str]:
        """成文日期 as an ISO 8601 calendar date; null where it is missing or incomplete."""
        value: Optional[str] = self['date']
        return value

    @property
    def date_text(self) -> Optional[str]:
        """The date as printed."""
        value: Optional[str] = self['date_text']
        return value

    @property
    def annotations(self) -> List[str]:
        """附注: （此件公开发布）, contact lines …"""
        value: List[str] = self['annotations']
        return value

    @property
    def copied_to(self) -> List[str]:
        """抄送机关: who receives a copy."""
        value: List[str] = self['copied_to']
        return value

    @property
    def imprint(self) -> Optional[Imprint]:
        """印发机关 and 印发日期, the last line of the imprint (版记)."""
        return self._optional('imprint', Imprint)

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines of the notice at the head of the file. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets of the notice at the head of the file, with `--spans`. Start and end, the end
        not included, in the UTF-8 text."""
        return self._optional_pair('span')


class OtherCell(Node):
    """What a row of indicators or tasks says in a column that has no field of its own."""

    __slots__ = ()

    @property
    def column(self) -> Optional[str]:
        """The header of the column; null where nothing says whose cell it is."""
        value: Optional[str] = self['column']
        return value

    @property
    def text(self) -> str:
        """The cell in normal form."""
        value: str = self['text']
        return value


class Paragraph(Node):
    """One logical paragraph: hard wraps and page breaks inside it are gone."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """The text in normal form."""
        value: str = self['text']
        return value

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class Part(Node):
    """Which of the documents of a file a model describes."""

    __slots__ = ()

    @property
    def index(self) -> int:
        """1-based position among the documents of the file."""
        value: int = self['index']
        return value

    @property
    def count(self) -> int:
        """How many documents the notice forwards, or a compiler has put into the file; 1 as a rule."""
        value: int = self['count']
        return value


class Period(Node):
    """A planning period."""

    __slots__ = ()

    @property
    def name(self) -> Optional[str]:
        """The name of a five-year plan: `十四五`; null where only years are printed."""
        value: Optional[str] = self['name']
        return value

    @property
    def start(self) -> int:
        """The first year."""
        value: int = self['start']
        return value

    @property
    def end(self) -> int:
        """The last year."""
        value: int = self['end']
        return value


class Plan(Node):
    """The plan (规划, 纲要, 行动计划, 实施方案, 意见)."""

    __slots__ = ()

    @property
    def title(self) -> str:
        """The title, in one line."""
        value: str = self['title']
        return value

    @property
    def kind(self) -> Optional[str]:
        """What the plan calls itself: `规划`, `纲要`, `行动计划`, `实施方案`, `意见` … the last such word of its
        title."""
        value: Optional[str] = self['kind']
        return value

    @property
    def region(self) -> Optional[str]:
        """The administrative region in the title, as printed: `九江市`; where the title has none, that of
        the issuing agency."""
        value: Optional[str] = self['region']
        return value

    @property
    def region_from(self) -> Optional[RegionFrom]:
        """Where the region was found."""
        value: Optional[RegionFrom] = self['region_from']
        return value

    @property
    def period(self) -> Optional[Period]:
        """The period that the title names; years that it prints win over the name."""
        return self._optional('period', Period)

    @property
    def toc(self) -> Items[TocEntry]:
        """目录: the table of contents."""
        return self._parts('toc', TocEntry)

    @property
    def preamble(self) -> Items[Block]:
        """What stands before the first section."""
        return self._parts('preamble', _block)

    @property
    def sections(self) -> Items[Section]:
        """The tree of sections."""
        return self._parts('sections', Section)

    @property
    def boxes(self) -> Items[PlanBox]:
        """All boxes (专栏), flat, in reading order."""
        return self._parts('boxes', PlanBox)

    @property
    def indicators(self) -> Items[Indicator]:
        """The rows of the indicator tables, flat and typed."""
        return self._parts('indicators', Indicator)

    @property
    def responsibilities(self) -> Items[Responsibility]:
        """Department clauses and the rows of task tables, flat."""
        return self._parts('responsibilities', Responsibility)

    @property
    def annexes(self) -> Items[Annex]:
        """附件: what follows the plan."""
        return self._parts('annexes', Annex)

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class PlanBox(Node):
    """专栏: a framed box with indicators, projects or text."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """`box-1`, `box-2` … in reading order."""
        value: str = self['id']
        return value

    @property
    def number(self) -> Optional[int]:
        """The printed number."""
        value: Optional[int] = self['number']
        return value

    @property
    def title(self) -> str:
        """The title without 专栏 and number."""
        value: str = self['title']
        return value

    @property
    def section(self) -> Optional[str]:
        """The id of the section that holds the box."""
        value: Optional[str] = self['section']
        return value

    @property
    def kind(self) -> BoxKind:
        """What the box holds."""
        value: BoxKind = self['kind']
        return value

    @property
    def items(self) -> Items[Item]:
        """The items."""
        return self._parts('items', Item)

    @property
    def content(self) -> Items[Block]:
        """Tables and plain text."""
        return self._parts('content', _block)

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class Responsibility(Node):
    """Who answers for a task: a department clause or a row of a task table."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """`resp-1`, `resp-2` … in reading order."""
        value: str = self['id']
        return value

    @property
    def section(self) -> Optional[str]:
        """The id of the section whose text the clause covers."""
        value: Optional[str] = self['section']
        return value

    @property
    def annex(self) -> Optional[str]:
        """The id of the annex that holds the row."""
        value: Optional[str] = self['annex']
        return value

    @property
    def number(self) -> Optional[int]:
        """The row number, for rows of a task table."""
        value: Optional[int] = self['number']
        return value

    @property
    def category(self) -> Optional[str]:
        """The group that a row of a task table belongs to: what its column says (领域), or the row above
        that heads it (一、加强保障)."""
        value: Optional[str] = self['category']
        return value

    @property
    def task(self) -> Optional[str]:
        """The task, for rows of a task table: the column that names it."""
        value: Optional[str] = self['task']
        return value

    @property
    def measures(self) -> Optional[str]:
        """What is to be done, for rows of a task table that have a column for it beside the name of
        the task."""
        value: Optional[str] = self['measures']
        return value

    @property
    def deadline(self) -> Optional[str]:
        """完成时限: until when, as printed in the clause or the row."""
        value: Optional[str] = self['deadline']
        return value

    @property
    def lead(self) -> Items[Department]:
        """牵头: who leads."""
        return self._parts('lead', Department)

    @property
    def participants(self) -> Items[Department]:
        """参与, 配合: who takes part."""
        return self._parts('participants', Department)

    @property
    def responsible(self) -> Items[Department]:
        """责任单位 without roles."""
        return self._parts('responsible', Department)

    @property
    def other(self) -> Items[OtherCell]:
        """What a row of a task table says besides: 备注, 参考文件."""
        return self._parts('other', OtherCell)

    @property
    def text(self) -> str:
        """The clause in normal form."""
        value: str = self['text']
        return value

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class Section(Node):
    """One section with its text and its subsections."""

    __slots__ = ()

    @property
    def id(self) -> str:
        """Dotted ordinals by position in the tree: `3.1.2`."""
        value: str = self['id']
        return value

    @property
    def level(self) -> int:
        """The depth of the heading's style: 1 for 一、, 2 for （一）, 3 for `1.`, 4 for （1）; 第一章 and 第一节
        likewise by nesting."""
        value: int = self['level']
        return value

    @property
    def label(self) -> Optional[str]:
        """The label in normal form (`2.`), or null where the source lost it."""
        value: Optional[str] = self['label']
        return value

    @property
    def number(self) -> Optional[int]:
        """The value of the label."""
        value: Optional[int] = self['number']
        return value

    @property
    def title(self) -> Optional[str]:
        """The title without label and closing 。; null for a numbered paragraph without children or
        further text."""
        value: Optional[str] = self['title']
        return value

    @property
    def content(self) -> Items[Block]:
        """The section's own text, boxes, tables and clauses."""
        return self._parts('content', _block)

    @property
    def sections(self) -> Items[Section]:
        """The subsections."""
        return self._parts('sections', Section)

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source, subsections included. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class SourceInfo(Node):
    """Where a plan was read from."""

    __slots__ = ()

    @property
    def path(self) -> str:
        """The path as given, or `-` for standard input."""
        value: str = self['path']
        return value

    @property
    def name(self) -> Optional[str]:
        """The path below the folder that was named, parted by `/`; the file's name where it was named
        itself, `-` for standard input. It does not depend on where an archive lies. Null in models
        written before there was this field."""
        value: Optional[str] = self['name']
        return value

    @property
    def format(self) -> SourceFormat:
        """The format of the bytes read."""
        value: SourceFormat = self['format']
        return value

    @property
    def encoding(self) -> str:
        """The encoding, as a WHATWG label: `UTF-8`, `gb18030` …"""
        value: str = self['encoding']
        return value

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes read, in lower-case hexadecimal digits."""
        value: str = self['sha256']
        return value

    @property
    def bytes(self) -> int:
        """The number of bytes read."""
        value: int = self['bytes']
        return value

    @property
    def lines(self) -> int:
        """The number of lines of the decoded text."""
        value: int = self['lines']
        return value


class TocEntry(Node):
    """One entry of the table of contents."""

    __slots__ = ()

    @property
    def label(self) -> Optional[str]:
        """The label: `（一）`."""
        value: Optional[str] = self['label']
        return value

    @property
    def title(self) -> str:
        """The title without label, leaders and page."""
        value: str = self['title']
        return value

    @property
    def page(self) -> Optional[int]:
        """The printed page number."""
        value: Optional[int] = self['page']
        return value

    @property
    def section(self) -> Optional[str]:
        """The id of the section that the entry names."""
        value: Optional[str] = self['section']
        return value

    @property
    def lines(self) -> Tuple[int, int]:
        """Lines in the source. First and last, counted from 1, both included."""
        return self._pair('lines')

    @property
    def span(self) -> Optional[Tuple[int, int]]:
        """Byte offsets, with `--spans`. Start and end, the end not included, in the UTF-8 text."""
        return self._optional_pair('span')


class Value(Node):
    """One cell of an indicator row."""

    __slots__ = ()

    @property
    def column(self) -> str:
        """The header of the column."""
        value: str = self['column']
        return value

    @property
    def year(self) -> Optional[int]:
        """The year that the header names."""
        value: Optional[int] = self['year']
        return value

    @property
    def role(self) -> ValueRole:
        """Whether the column is where the plan starts from or where it wants to go."""
        value: ValueRole = self['role']
        return value

    @property
    def text(self) -> str:
        """The cell in normal form."""
        value: str = self['text']
        return value

    @property
    def comparator(self) -> Optional[Comparator]:
        """The comparator: `=`, `>`, `>=`, `<`, `<=`, `~`; null without a number."""
        value: Optional[Comparator] = self['comparator']
        return value

    @property
    def number(self) -> Optional[float]:
        """The number with multipliers applied: `>1万` is 10000."""
        value: Optional[float] = self['number']
        return value


class DocumentNode(Node):
    """One plan document: the notice that forwards it, the plan, and what was noticed while reading."""

    __slots__ = ()

    @property
    def schema_version(self) -> Literal['1']:
        """Version of this model, `"1"`."""
        value: Literal['1'] = self['schema_version']
        return value

    @property
    def source(self) -> SourceInfo:
        """Where the plan was read from."""
        return self._part('source', SourceInfo)

    @property
    def part(self) -> Part:
        """Which of the documents that the notice forwards this is."""
        return self._part('part', Part)

    @property
    def notice(self) -> Optional[Notice]:
        """The forwarding notice (通知), or null where the file holds none."""
        return self._optional('notice', Notice)

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self._part('plan', Plan)

    @property
    def furniture(self) -> Items[Furniture]:
        """What is printed but is no content: page numbers, running heads, markup."""
        return self._parts('furniture', Furniture)

    @property
    def attachments(self) -> Items[Attachment]:
        """The files that a web page links to as attachments."""
        return self._parts('attachments', Attachment)

    @property
    def diagnostics(self) -> Items[Diagnostic]:
        """What a careful reader should look at."""
        return self._parts('diagnostics', Diagnostic)

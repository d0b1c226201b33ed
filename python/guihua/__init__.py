"""Turns Chinese government plan documents (规划) into structured data.

>>> import guihua
>>> [document] = guihua.parse_text("甲市养老服务规划\\n一、总体要求\\n加强保障。（市民政局负责）\\n")
>>> document.plan.title
'甲市养老服务规划'
>>> document.plan.responsibilities[0].responsible[0].name
'市民政局'

``parse`` reads one file, ``parse_many`` an archive, ``tables`` makes an archive into
tables that pandas, polars, DuckDB and pyarrow take without a copy. The model is that
of the command line, field by field; its parts are typed in ``guihua.model``.
"""

from __future__ import annotations

import itertools
import json
import os
from dataclasses import dataclass
from typing import IO, Any, Dict, Iterable, Iterator, List, Literal, Optional, Sequence, Set, Tuple, Union, cast

from . import _native, model
from ._document import Document
from ._errors import Error, InternalError, NotFound, NotPermitted
from ._errors import of as _error_of
from ._native import Table

__all__ = [
    "Document",
    "Error",
    "Finding",
    "InternalError",
    "NotFound",
    "NotPermitted",
    "Result",
    "Table",
    "check",
    "dumps",
    "model",
    "normalize",
    "parse",
    "parse_many",
    "parse_text",
    "schema",
    "tables",
]

Path = Union[str, "os.PathLike[str]", "os.PathLike[bytes]"]
Source = Union[Path, bytes, IO[str], IO[bytes]]
# Where no content is wanted, bytes are the path that they are to the system.
AnyPath = Union[Path, bytes]

Format = Literal["text", "html", "docx", "pdf"]
Lang = Literal["zh", "en"]
Status = Literal["parsed", "findings", "skipped", "failed"]


@dataclass(frozen=True)
class Finding:
    """What a careful reader should look at."""

    code: str
    """The stable code: ``S003``. ``guihua explain S003`` is its manual."""
    name: str
    """The fault in words that do not change: ``numbering-gap``."""
    severity: model.Severity
    """``error``, ``warning`` or ``info``."""
    message: str
    """What was found."""
    help: str
    """What to do about it."""
    lines: Tuple[int, int]
    """First and last line in the source, from 1."""
    span: Tuple[int, int]
    """Start and end in the decoded source, in bytes of UTF-8."""


@dataclass(frozen=True)
class Result:
    """What came of one input of :func:`parse_many`."""

    path: str
    """Its path as given, or below a folder as given."""
    status: Status
    """``findings`` is parsed, with something to look at; ``skipped`` is what a folder
    holds beside plans."""
    documents: List[Document]
    """The plans in it."""
    error: Optional[Error]
    """Why there are none."""

    @property
    def ok(self) -> bool:
        """Whether there are documents."""
        return self.error is None


def parse(
    source: Source,
    *,
    format: Optional[Format] = None,
    encoding: Optional[str] = None,
    spans: bool = False,
    lang: Lang = "zh",
) -> List[Document]:
    """Reads a plan: a path, the bytes of a file, or an open file.

    Gives one document for each plan that the notice forwards; one as a rule.
    Format and encoding are told by the bytes where they are not given. With
    ``spans`` every part has its place in bytes of the decoded source, too.
    ``lang`` is the language of the messages in the model.

    Other threads of Python run meanwhile, and Ctrl-C does not wait. Raises
    :class:`Error` where the file cannot be read; :class:`NotFound` is also a
    ``FileNotFoundError``, :class:`NotPermitted` a ``PermissionError``.
    """
    data, name, encoding = _opened(source, encoding)
    how = _how(format, encoding, spans, lang)
    found = _native.parse_path(name, how) if data is None else _native.parse_bytes(data, name, how)
    return [Document(document) for document in found]


def parse_text(text: str, *, name: Path = "-", spans: bool = False, lang: Lang = "zh") -> List[Document]:
    """Reads a plan that is in memory as text. ``name`` becomes its path."""
    how = _how("text", "utf-8", spans, lang)
    return [Document(document) for document in _native.parse_bytes(_encoded(text), os.fsdecode(name), how)]


def parse_many(
    sources: Union[AnyPath, Iterable[AnyPath]],
    *,
    folder: Optional[AnyPath] = None,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    jobs: Optional[int] = None,
    errors: Literal["record", "raise"] = "record",
    format: Optional[Format] = None,
    encoding: Optional[str] = None,
    spans: bool = False,
    lang: Lang = "zh",
) -> Iterator[Result]:
    """Reads files and folders on all cores, and gives the results in the order of
    their paths.

    Folders are read to their end, without hidden files and links; ``include`` and
    ``exclude`` are globs for what is in them. Names, which ``plan_id`` is made of,
    begin in the folder that is named; files that are named one by one have their own
    name only, unless ``folder`` says which folder they are from. Reading goes on while results are
    used, as far ahead as a bounded memory allows. A file that cannot be read is a
    result with an error, or raises it with ``errors="raise"``. Ctrl-C stops at once.
    """
    if errors not in ("record", "raise"):
        raise ValueError(f"errors must be 'record' or 'raise', not {errors!r}")
    paths = [sources] if isinstance(sources, (str, bytes, os.PathLike)) else list(sources)
    # A string is a sequence, too: of globs that are one letter long.
    for name, globs in [("include", include), ("exclude", exclude)]:
        if isinstance(globs, (str, bytes)):
            raise TypeError(f"{name} must be a list of globs, not one: [{globs!r}]")
    many = _native.Many(
        [os.fsdecode(path) for path in paths],
        None if folder is None else os.fsdecode(folder),
        list(include),
        list(exclude),
        jobs,
        _how(format, encoding, spans, lang),
    )
    return _results(many, errors == "raise")


def _results(many: _native.Many, raises: bool) -> Iterator[Result]:
    try:
        for path, status, documents, why in many:
            name = os.fspath(path)
            error = None if why is None else _error_of(*why, name)
            if error is not None and raises and status != "skipped":
                raise error
            yield Result(name, cast(Status, status), [Document(document) for document in documents], error)
    finally:
        many.close()


def tables(
    sources: Union[AnyPath, Document, Result, Iterable[Union[AnyPath, Document, Result]]],
    *,
    folder: Optional[AnyPath] = None,
    jobs: Optional[int] = None,
    errors: Literal["record", "raise"] = "raise",
    lang: Lang = "zh",
) -> Dict[str, Table]:
    """Plans as tables that join by ``plan_id``.

    ``sources`` are paths of files and folders, documents, or what
    :func:`parse_many` gives. The tables are those of ``guihua export``: ``plans``,
    ``sections``, ``annexes``, ``boxes``, ``box_items``, ``indicators``,
    ``responsibilities``, ``paragraphs``, ``table_cells``, ``contents``,
    ``attachments`` and ``diagnostics``. Each is a :class:`Table`, which pandas,
    polars, DuckDB and pyarrow take without a copy.

    A plan that is given twice, under the same name with the same bytes, has its
    rows once. What cannot be read raises, or is left out with ``errors="record"``:
    use :func:`parse_many` to see why. Memory holds the rows, and no more of the
    models than :func:`parse_many` reads ahead.
    """
    if isinstance(sources, (str, bytes, os.PathLike, Document, Result)):
        sources = [sources]
    growing = _native.Tables()
    seen: Set[str] = set()
    # Paths that stand together are read together.
    for are_paths, group in itertools.groupby(sources, _is_path):
        if are_paths:
            group = parse_many(cast("Iterable[AnyPath]", group), folder=folder, jobs=jobs, errors=errors, lang=lang)
        for source in group:
            for document in source.documents if isinstance(source, Result) else [source]:
                if not isinstance(document, Document):
                    raise TypeError(f"a path, a Document or a Result is wanted, not {document!r}")
                if document.plan_id not in seen:
                    seen.add(document.plan_id)
                    growing.add(document._native)
    return growing.finish()


def _is_path(source: object) -> bool:
    return isinstance(source, (str, bytes, os.PathLike))


def check(
    source: Source,
    *,
    format: Optional[Format] = None,
    encoding: Optional[str] = None,
    lang: Lang = "zh",
) -> List[Finding]:
    """Proofreads a plan: all that ``guihua check`` finds in its source."""
    data, name, encoding = _opened(source, encoding)
    how = _how(format, encoding, False, lang)
    found = _native.check_path(name, how) if data is None else _native.check_bytes(data, name, how)
    return [Finding(*finding) for finding in found]


def normalize(text: str) -> str:
    """The text in its normal form: widths, punctuation, white space."""
    return _native.normalize(_encoded(text).decode("utf-8"))


def schema() -> Dict[str, Any]:
    """The JSON Schema of the model."""
    made: Dict[str, Any] = json.loads(_native.schema())
    return made


def dumps(documents: Iterable[Document], format: Literal["json", "ndjson", "yaml"] = "json") -> str:
    """Documents as ``guihua parse`` writes them: in JSON an array where there are
    several, in NDJSON a line each, in YAML a stream."""
    return _native.render([document._native for document in documents], format).decode("utf-8")


def _how(format: Optional[str], encoding: Optional[str], spans: bool, lang: str) -> _native.How:
    return {"format": format, "encoding": encoding, "spans": spans, "lang": lang}


def _opened(source: Source, encoding: Optional[str]) -> Tuple[Optional[bytes], str, Optional[str]]:
    """Bytes, name and encoding of a source; no bytes where it is a path."""
    if isinstance(source, (str, os.PathLike)):
        return None, os.fsdecode(source), encoding
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), "-", encoding
    if not hasattr(source, "read"):
        raise TypeError(f"a path, bytes or an open file is wanted, not {type(source).__name__}")
    content = source.read()
    name = getattr(source, "name", None)
    # Files that were opened by a number have that.
    name = os.fsdecode(name) if isinstance(name, (str, bytes, os.PathLike)) else "-"
    # What was read as text has been decoded already.
    return (_encoded(content), name, "utf-8") if isinstance(content, str) else (content, name, encoding)


def _encoded(text: str) -> bytes:
    """The text in UTF-8; halves of surrogate pairs, which have no place in it, are U+FFFD."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")

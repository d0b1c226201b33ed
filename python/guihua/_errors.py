"""What goes wrong, with the codes of the command line."""

from __future__ import annotations

import errno
from typing import Dict, Optional, Type


class Error(Exception):
    """An input that cannot be read.

    ``code`` is a word that does not change, the same as in the records of
    ``guihua parse --errors``; ``path`` names the input.
    """

    code: str
    message: str
    path: Optional[str]

    def __init__(self, code: str, message: str, path: Optional[str] = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.path = path

    def __str__(self) -> str:
        return self.message if self.path is None else f"{self.path or repr(self.path)}: {self.message}"

    def __reduce__(self) -> "tuple[Type[Error], tuple[str, str, Optional[str]]]":
        return (type(self), (self.code, self.message, self.path))


class NotFound(Error, FileNotFoundError):
    """There is no such file."""

    def __init__(self, code: str, message: str, path: Optional[str] = None) -> None:
        super().__init__(code, message, path)
        self.errno, self.strerror, self.filename = errno.ENOENT, message, path


class NotPermitted(Error, PermissionError):
    """The file may not be read."""

    def __init__(self, code: str, message: str, path: Optional[str] = None) -> None:
        super().__init__(code, message, path)
        self.errno, self.strerror, self.filename = errno.EACCES, message, path


class InternalError(Error):
    """A fault of guihua itself. Please report it, with the input if you can."""


_CLASSES: Dict[str, Type[Error]] = {
    "internal": InternalError,
    "no-permission": NotPermitted,
    "not-found": NotFound,
}


def of(code: str, message: str, path: Optional[str] = None) -> Error:
    """The error for a code."""
    return _CLASSES.get(code, Error)(code, message, path)

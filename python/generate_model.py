#!/usr/bin/env python3
"""Writes python/guihua/model.py, the types of the model, from schema/plan.schema.json.

usage: generate_model.py [--check]

With --check nothing is written; the status is 1 where the file differs.
"""

import json
import keyword
import pathlib
import sys
import textwrap

PROJECT = pathlib.Path(__file__).resolve().parents[1]
SCHEMA = PROJECT / "schema/plan.schema.json"
TARGET = PROJECT / "python/guihua/model.py"

HEAD = '''"""The parts of a model, made from its JSON Schema by ``generate_model.py``.

Do not edit: change the model, then run the generator.
"""

from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, Tuple, Union

from ._node import Items, Node
'''

SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}


def reference(schema):
    return schema["$ref"].rsplit("/", 1)[1] if "$ref" in schema else None


def words(text, indent):
    """A description as the lines of a docstring."""
    lines = [line.strip() for line in text.split("\n\n")]
    body = "\n\n".join(textwrap.fill(" ".join(line.split()), 100 - indent, break_long_words=False) for line in lines)
    body = body.replace("\\", "\\\\").replace('"""', "'''")
    quoted = f'"""{body}{" " if body.endswith(chr(34)) else ""}"""'
    return textwrap.indent(quoted, " " * indent)


class Writer:
    def __init__(self, schema):
        self.definitions = schema["$defs"]

    def is_enumeration(self, name):
        return bool(choices(self.definitions[name]))

    def is_union(self, name):
        return "oneOf" in self.definitions[name] and not self.is_enumeration(name)

    def property(self, name, schema, required):
        """The type of a property, and the expression that gives it."""
        if "anyOf" in schema:
            target = reference(schema["anyOf"][0])
            if self.is_enumeration(target):
                return f"Optional[{target}]", f'self[{name!r}]'
            return f"Optional[{target}]", f"self._optional({name!r}, {target})"
        target = reference(schema)
        if target:
            if self.is_enumeration(target):
                return target, f"self[{name!r}]"
            return target, f"self._part({name!r}, {target})"
        kind = schema["type"]
        if kind == "array" and schema.get("maxItems") == schema.get("minItems") == 2:
            if required:
                return "Tuple[int, int]", f"self._pair({name!r})"
            return "Optional[Tuple[int, int]]", f"self._optional_pair({name!r})"
        if kind == "array":
            target = reference(schema["items"])
            if target:
                make = f"_{snake(target)}" if self.is_union(target) else target
                return f"Items[{target}]", f"self._parts({name!r}, {make})"
            return f"List[{self.plain(schema['items'])}]", f"self[{name!r}]"
        if "const" in schema:
            return f"Literal[{schema['const']!r}]", f"self[{name!r}]"
        return self.plain(schema), f"self[{name!r}]"

    def plain(self, schema):
        kind = schema["type"]
        if kind == "array":
            return f"List[{self.plain(schema['items'])}]"
        if isinstance(kind, list):
            (scalar,) = [name for name in kind if name != "null"]
            return f"Optional[{SCALARS[scalar]}]"
        return SCALARS[kind]

    def node(self, name, schema, base="Node"):
        lines = [f"class {name}({base}):", words(schema["description"], 4), "", "    __slots__ = ()"]
        fields = sorted(schema["properties"].items(), key=lambda pair: order(schema, pair[0]))
        # `$schema` is a line for editors, in files that people write.
        for field, property_ in (pair for pair in fields if pair[0].isidentifier()):
            kind, value = self.property(field, property_, field in schema["required"])
            attribute = field + "_" if keyword.iskeyword(field) else field
            lines += ["", "    @property", f"    def {attribute}(self) -> {kind}:", words(property_["description"], 8)]
            result = f"        return {value}"
            lines.append(result if value.startswith(("self._",)) else f"        value: {kind} = {value}\n        return value")
        return "\n".join(lines)

    def union(self, name, schema):
        variants, parts = [], []
        for variant in schema["oneOf"]:
            tag = variant["properties"]["type"]["const"]
            variants.append((tag, f"{tag.capitalize()}{name}"))
            parts.append(self.node(variants[-1][1], variant))
        names = ", ".join(variant for _, variant in variants)
        parts.append(f"{name} = Union[{names}]\n{words(schema['description'], 0)}")
        table = "\n".join(f"    {tag!r}: {variant}," for tag, variant in variants)
        constant = f"_{name.upper()}S"
        parts.append(
            f"{constant}: Dict[str, Any] = {{\n{table}\n}}\n\n\n"
            f"def _{snake(name)}(data: Dict[str, Any]) -> {name}:\n"
            f"    made: {name} = {constant}[data['type']](data)\n    return made"
        )
        return "\n\n\n".join(parts)

    def write(self, schema):
        parts = [HEAD.rstrip()]
        for name, definition in sorted(self.definitions.items()):
            if self.is_enumeration(name):
                listed = ", ".join(repr(choice) for choice in choices(definition))
                parts.append(f"{name} = Literal[{listed}]\n{words(definition['description'], 0)}")
        for name, definition in sorted(self.definitions.items()):
            if self.is_union(name):
                parts.append(self.union(name, definition))
            elif not self.is_enumeration(name):
                parts.append(self.node(name, definition))
        parts.append(self.node("DocumentNode", schema))
        return "\n\n\n".join(parts) + "\n"


def choices(definition):
    """The words of an enumeration."""
    if "enum" in definition:
        return definition["enum"]
    variants = definition.get("oneOf", [])
    return [variant["const"] for variant in variants] if variants and all("const" in v for v in variants) else []


def order(schema, name):
    """Required properties in their order, then the others."""
    required = schema["required"]
    return required.index(name) if name in required else len(required)


def snake(name):
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in name).lstrip("_")


def main():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    text = Writer(schema).write(schema)
    if "--check" in sys.argv[1:]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            sys.exit(f"{TARGET.relative_to(PROJECT)} is out of date: run python/generate_model.py")
        return
    TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

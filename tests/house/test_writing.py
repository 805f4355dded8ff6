"""Files are written by `bsa_xl/filing` alone, so that every write is whole and durable, or not there.

Reports and templates save to a `BytesIO`, and hand the bytes over. Only the command line prints.
"""

import ast
import re

import pytest
from support.sources import Source, called, functions, listed, room_of, source, sources

BUFFERS = {"BytesIO", "StringIO", "SpooledTemporaryFile"}
KINDS_OF_BUFFER = re.compile(r"BytesIO|StringIO|BinaryIO|TextIO|IO\[(bytes|str)\]")
OPENERS = {"io", "os", "gzip", "bz2", "lzma", "codecs", "tarfile"}  # modules whose open(name, mode)
WRITING = re.compile(r"(?=[rwxabt+]+$).*[wxa+].*")
MOVERS = {
    "os": {"replace", "rename", "renames", "link", "symlink", "open", "truncate"},
    "shutil": {"copy", "copy2", "copyfile", "copyfileobj", "copytree", "move", "make_archive"},
}
FRAMES = {
    "to_csv",
    "to_excel",
    "to_json",
    "to_parquet",
    "to_pickle",
    "to_html",
    "savetxt",
    "tofile",
}


def is_buffer(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Call) and called(node) in BUFFERS


def says_buffer(annotation: ast.expr | None) -> bool:
    return annotation is not None and bool(KINDS_OF_BUFFER.search(ast.unparse(annotation)))


def buffers(scope: ast.AST) -> set[str]:
    """Names that hold bytes in memory here: made as a buffer, or taken as one."""
    names = set()
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if is_buffer(value):
                names.add(name)
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind) if says_buffer(kind):
                names.add(name)
            case ast.withitem(context_expr=value, optional_vars=ast.Name(id=name)) if is_buffer(
                value
            ):
                names.add(name)
            case ast.arg(arg=name, annotation=kind) if says_buffer(kind):
                names.add(name)
    return names


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((given.value for given in call.keywords if given.arg == name), None)


def nth(call: ast.Call, index: int, name: str) -> ast.expr | None:
    return call.args[index] if len(call.args) > index else keyword(call, name)


def writes(mode: ast.expr | None) -> bool:
    """Whether a file opened so could be changed; a mode that cannot be seen here might."""
    match mode:
        case None:
            return False
        case ast.Constant(value=str(text)):
            return bool(WRITING.match(text))
        case _:
            return True


def module_of(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(value=ast.Name(id=name)):
            return name
        case _:
            return ""


def opens_for_writing(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id="open"):
            return writes(nth(call, 1, "mode"))
        case ast.Attribute(attr="open", value=ast.Name(id=name)) if name in OPENERS:
            return writes(nth(call, 1, "mode"))
        case ast.Attribute(attr="open"):  # Path.open(mode); ZipFile.open has the name first
            mode = nth(call, 0, "mode")
            return isinstance(mode, ast.Constant) and writes(mode)
        case _:
            return False


def is_a_write(call: ast.Call, in_memory: set[str]) -> bool:
    """Whether this call may change a file."""
    name, module = called(call), module_of(call)
    first = call.args[0] if call.args else None
    to_memory = (isinstance(first, ast.Name) and first.id in in_memory) or is_buffer(first)
    if opens_for_writing(call) or name in {"write_text", "write_bytes"}:
        return True
    if name in MOVERS.get(module, ()):
        return True
    if name == "ZipFile":
        return writes(nth(call, 1, "mode")) and not to_memory
    if name in FRAMES:
        named = any(keyword(call, target) for target in ("path_or_buf", "excel_writer", "path"))
        return (bool(call.args) or named) and not to_memory
    if name == "save" and isinstance(call.func, ast.Attribute):
        return bool(call.args or call.keywords) and not to_memory
    # Path.replace(target), Path.rename(target); a text's replace takes two, a frame's rename keywords
    is_move = name in {"replace", "rename"} and isinstance(call.func, ast.Attribute)
    return is_move and len(call.args) == 1 and not call.keywords


def scopes(tree: ast.Module) -> list[tuple[ast.AST, set[str]]]:
    """Every call with the in-memory names of the innermost function around it."""
    known = {
        id(call): (call, buffers(tree)) for call in ast.walk(tree) if isinstance(call, ast.Call)
    }
    for function in functions(tree):  # outer before inner, so the innermost has the last word
        names = buffers(function)
        for call in ast.walk(function):
            if isinstance(call, ast.Call):
                known[id(call)] = (call, names)
    return list(known.values())


def direct_writes(file: Source) -> list[str]:
    return [
        f"{file.at(call)} {ast.unparse(call)[:70]}"
        for call, names in scopes(file.tree)
        if is_a_write(call, names)
    ]


def prints(file: Source) -> list[str]:
    return [
        f"{file.at(node)} {ast.unparse(node)[:70]}"
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in TALK
    ]


TALK = {"print", "sys.stdout.write", "sys.stderr.write", "pprint", "pprint.pprint"}


def test_only_filing_writes_files():
    elsewhere = [file for file in sources("bsa_xl") if room_of(file.place) != "filing"]
    faults = [fault for file in elsewhere for fault in direct_writes(file)]
    assert not faults, listed(faults)


def test_only_the_command_line_prints():
    silent = [file for file in sources("bsa_xl") if room_of(file.place) != "cli"]
    faults = [fault for file in silent for fault in prints(file)]
    assert not faults, listed(faults)


@pytest.mark.parametrize(
    "text",
    [
        'open(path, "w")',
        'open(path, mode="ab")',
        "open(path, mode)",
        'open(path, "r+b")',
        'path.open("wb")',
        'path.open(mode="x")',
        'io.open(path, "w")',
        'gzip.open(path, "wb")',
        'path.write_text("x")',
        'path.write_bytes(b"x")',
        "book.save(path)",
        "book.save(filename=path)",
        'ZipFile(path, "w")',
        'zipfile.ZipFile(path, mode="a")',
        "frame.to_csv(path)",
        "frame.to_csv(path_or_buf=path, index=False)",
        "os.replace(a, b)",
        "shutil.copyfile(a, b)",
        "part.rename(whole)",
        "part.replace(whole)",
        "def f(path: Path) -> None:\n    b = BytesIO()\n    book.save(path)",
        "def f():\n    b = BytesIO()\ndef g(b):\n    book.save(b)",
    ],
)
def test_the_guard_of_writing_bites(text):
    assert len(direct_writes(source(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "open(path)",
        'open(path, "rb")',
        'path.open("rb")',
        'archive.open("xl/workbook.xml", "w")',
        'ZipFile(path)\nZipFile(path, "r")',
        'def f():\n    b = BytesIO()\n    book.save(b)\n    ZipFile(b, "w")',
        "def f():\n    with io.BytesIO() as b:\n        book.save(b)",
        "def f(b: BinaryIO) -> None:\n    book.save(b)\n    frame.to_csv(b)",
        "frame.to_csv()\nframe.to_csv(index=False)",
        'text.replace("a", "b")\nreplace(finding, where=x)\nframe.rename(columns=x)',
        "when.replace(year=2026)",
    ],
)
def test_reading_and_saving_to_memory_pass(text):
    assert direct_writes(source(text)) == []


def test_the_guard_of_printing_bites():
    text = 'print("x")\nsys.stdout.write("x")\nprinter.print("x")\nconsole.print("x")\n'
    assert prints(source(text)) == [
        "bsa_xl/policy/example.py:1 print('x')",
        "bsa_xl/policy/example.py:2 sys.stdout.write('x')",
    ]

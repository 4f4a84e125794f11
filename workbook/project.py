"""The VBA project of a workbook: made by pyOpenVBA, then brought to the letter of Microsoft's formats.

Sources: MS-OVBA 2.3.4.1 (_VBA_PROJECT) and 2.3.4.2 (dir); MS-CFB 2.6.4 (the tree of a storage's entries).
"""

import struct
from pathlib import Path
from tempfile import TemporaryDirectory

from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from pyopenvba.vba import VBAModuleKind, compress, decompress

from workbook.modules import Module

NOT_COMPILED = bytes.fromhex("CC 61 FF FF 00 00 00")
"""The _VBA_PROJECT stream of a project that holds its source only: Excel compiles it on opening."""

_DIR_END = struct.pack("<HI", 0x10, 0)
_SECTOR = 512  # bytes
_FIRST_OF_DIRECTORY = 48  # where the header says which sector the directory begins in
_ENTRY = 128  # bytes of a directory entry
_COLOUR, _LINKS = 67, 68  # where it says its colour, and its left, its right and its child
_NONE = 0xFFFFFFFF
_RED, _BLACK = 0, 1


def with_project(book: bytes, modules: list[Module]) -> bytes:
    """A macro-enabled workbook without a VBA project, given one of these modules and of an empty module a
    sheet; the workbook and its sheets get the names by which VBA knows them."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "book.xlsm"
        file.write_bytes(book)
        with ExcelFile(file) as excel:
            project = excel.add_vba_project()
            there = project.module_names()
            for module in modules:
                if module.name in there:
                    excel.set_module(module.name, module.text)
                else:
                    kind = VBAModuleKind.other if module.is_class else VBAModuleKind.standard
                    project.add_module(module.name, module.text, kind=kind)
            excel.save()
        return file.read_bytes()


def to_the_letter(project: bytes) -> bytes:
    """A vbaProject.bin that holds no compiled code, nothing after the end of its dir stream, and a directory
    whose entries have the colours of a red-black tree."""
    cfb = CFB.from_bytes(project)
    cfb.write_stream_in_storage("VBA", "_VBA_PROJECT", NOT_COMPILED)
    listed = decompress(cfb.get_stream_in_storage("VBA", "dir"))
    end = listed.rindex(_DIR_END) + len(_DIR_END)
    cfb.write_stream_in_storage("VBA", "dir", compress(listed[:end]))
    return _coloured(cfb.to_bytes())


def _coloured(data: bytes) -> bytes:
    """The trees are balanced, each level full but the lowest: with red entries on the lowest level, unless it
    is the only one, and black ones elsewhere, they keep every rule."""
    file = bytearray(data)
    start = (1 + struct.unpack_from("<I", data, _FIRST_OF_DIRECTORY)[0]) * _SECTOR  # sectors without a gap
    todo = [0]
    while todo:
        level, depth = [todo.pop()], 0
        while level:
            links = [struct.unpack_from("<3I", data, start + entry * _ENTRY + _LINKS) for entry in level]
            below = [sibling for *siblings, _ in links for sibling in siblings if sibling != _NONE]
            for entry in level:
                file[start + entry * _ENTRY + _COLOUR] = _RED if depth and not below else _BLACK
            todo += [child for *_, child in links if child != _NONE]
            level, depth = below, depth + 1
    return bytes(file)

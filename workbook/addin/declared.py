"""What LibreOffice is told of the KPI_ functions, from kpi_xl/udfs.py: their types, and the function
wizard's help for them."""

from html import escape
from typing import Any

Function = dict[str, Any]
"""A function as xlwings knows it (workbook.functions.declared)."""

_EMPTY = "Here an empty cell on its own counts as 0; an empty B7 written as B7:B7 counts as blank."
"""What LibreOffice does before a function is called, and the function cannot tell."""

_TYPES = """// Written from kpi_xl/udfs.py, which is the place to change it.
module kpixl {{
    interface XScorecard {{
{methods}
    }};
}};
"""
_HELP = """<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
    oor:package="org.openoffice.Office" oor:name="CalcAddIns">
  <node oor:name="AddInInfo">
    <node oor:name="kpixl.Scorecard" oor:op="replace">
      <node oor:name="AddInFunctions">
{functions}
      </node>
    </node>
  </node>
</oor:component-data>
"""
_FUNCTION = """        <node oor:name="{name}" oor:op="replace">
          {display}
          {help}
          <prop oor:name="Category"><value>Add-In</value></prop>
          {excel}
          <node oor:name="Parameters">
{arguments}
          </node>
        </node>"""
_ARGUMENT = """            <node oor:name="{name}" oor:op="replace">
              {display}
              {help}
            </node>"""


def types(functions: list[Function]) -> str:
    """The functions' interface in UNO's language of types (UNOIDL), which LibreOffice reads as it stands.

    An argument of type ``any`` may be a cell, a range or left out; an answer may be a cell or a range.
    """
    return _TYPES.format(methods="\n".join(map(_method, functions)))


def _method(function: Function) -> str:
    arguments = ", ".join(f"[in] any {_identifier(argument['name'])}" for argument in function["args"])
    return f"        any {function['name']}({arguments});"


def _identifier(name: str) -> str:
    """An argument's name as UNOIDL allows it: ``amberWithin`` for ``amber_within``."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def help_texts(functions: list[Function]) -> str:
    """CalcAddIns.xcu: each function's name, in a cell and in an Excel workbook, with its help.

    Source: LibreOffice's schema officecfg/registry/schema/org/openoffice/Office/CalcAddIns.xcs.
    """
    return _HELP.format(functions="\n".join(map(_function, functions)))


def _function(function: Function) -> str:
    name = function["name"]
    arguments = "\n".join(
        _ARGUMENT.format(
            name=_identifier(argument["name"]),
            display=_text("DisplayName", argument["name"]),
            help=_text("Description", argument["doc"]),
        )
        for argument in function["args"]
    )
    return _FUNCTION.format(
        name=name,
        display=_text("DisplayName", name),
        help=_text("Description", f"{function['ret']['doc']} {_EMPTY}"),
        excel=_text("CompatibilityName", name),
        arguments=arguments,
    )


def _text(name: str, text: str) -> str:
    words = escape(" ".join(text.split()), quote=False)
    return f'<prop oor:name="{name}"><value xml:lang="en-US">{words}</value></prop>'

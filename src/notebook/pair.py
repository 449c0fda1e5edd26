"""Translates notebooks between their source (percent format in TypeScript) and Jupyter's format.

Standard input holds one JSON object: {"sources": [paths of .ts files]}.
Standard output gets {path: {"notebook": the .ipynb as an object, "source": the .ts that jupytext makes of it}}.
"""

import json
import sys

# jsonschema builds a grammar with it for a second or more, for formats that no notebook has; it goes on without.
sys.modules["rfc3987_syntax"] = None
# jupytext is only asked to translate: its extension of the server would cost another second.
sys.modules["jupyter_server"] = None

import jupytext  # noqa: E402

FORMAT = {"extension": ".ts", "format_name": "percent"}
# jupytext puts it before any source with a letter beyond ASCII, though TypeScript is always UTF-8.
CODING = "// -*- coding: utf-8 -*-\n"
KEEP = {"notebook_metadata_filter": "kernelspec,-jupytext", "cell_metadata_filter": "tags,-all"}


def pair(path):
    notebook = jupytext.read(path, fmt=FORMAT)
    source = jupytext.writes(notebook, fmt={**FORMAT, **KEEP})
    return {"notebook": notebook, "source": source.removeprefix(CODING)}


job = json.load(sys.stdin)
json.dump({path: pair(path) for path in job["sources"]}, sys.stdout)

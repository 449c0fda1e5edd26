"""Executes a notebook headless through a real kernel, as `workbook check` and `npm test` need it.

Standard input holds one JSON object:
  notebook      path of the .ipynb to execute
  output        path to write the executed copy to, or null
  kernel        name of the kernel
  folder        working folder of the kernel
  times         how often all cells run, one round after the other in one kernel
  cellSeconds   limit of one cell
  lastCell      code that runs after each round and is not kept
Standard output gets one JSON object a line: {"cell", "seconds"} for each cell that went well, and at the end
{"ok": true, "seconds"} or {"ok": false, "cell", "source", "name", "text", "traceback", "seconds"}.
"""

import json
import subprocess
import sys
import time

# jsonschema builds a grammar with it for a second or more, for formats that no notebook has; it goes on without.
sys.modules["rfc3987_syntax"] = None

import nbformat  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError  # noqa: E402


def say(**fields):
    print(json.dumps(fields), flush=True)


def failure(cell, error):
    if isinstance(error, CellExecutionError):
        traceback = [output["traceback"] for output in cell.get("outputs", []) if output["output_type"] == "error"]
        return {"name": error.ename, "text": error.evalue, "traceback": "\n".join(sum(traceback, []))}
    if isinstance(error, CellTimeoutError):
        return {"name": "TimeLimit", "text": "The cell did not end in time.", "traceback": ""}
    return {"name": "KernelDied", "text": "The kernel ended while the cell ran.", "traceback": ""}


def run_round(client, notebook, last_cell):
    """All code cells in order, then the hidden one. Returns the first failure or None."""
    notebook.cells.append(nbformat.v4.new_code_cell(last_cell))
    try:
        for index, cell in enumerate(notebook.cells):
            if cell.cell_type != "code":
                continue
            begun = time.monotonic()
            try:
                client.execute_cell(cell, index)
            except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
                return {"cell": index, "source": cell.source, **failure(cell, error)}
            say(cell=index, seconds=time.monotonic() - begun)
        return None
    finally:
        notebook.cells.pop()


def execute(job):
    notebook = nbformat.read(job["notebook"], as_version=4)
    client = NotebookClient(notebook, kernel_name=job["kernel"], timeout=job["cellSeconds"], store_widget_state=False)
    # Node makes the pipes that it is given non-blocking, and this process's own output would be cut short.
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    found = None
    with client.setup_kernel(cwd=job["folder"], **quiet):
        for _ in range(job["times"]):
            found = found or run_round(client, notebook, job["lastCell"])
    if job["output"]:
        nbformat.write(notebook, job["output"])
    return found


def main():
    job = json.load(sys.stdin)
    begun = time.monotonic()
    found = execute(job)
    say(ok=found is None, **(found or {}), seconds=time.monotonic() - begun)


main()

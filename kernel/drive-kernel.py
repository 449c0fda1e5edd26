"""Lets the kernel's tests speak to a kernel as JupyterLab does: by jupyter_client.

One JSON request a line on standard input, one JSON answer a line on standard output:
  {"execute": code}    -> {"status", "content", "outputs", "seconds"}   outputs: what the cell sent, in order
  {"start": code}      -> {"id"}        starts a cell and returns once it has printed something
  {"finish": id}       -> as execute
  {"interrupt": true} | {"restart": true} | {"shutdown": true}          -> {"seconds"}
  {"request": type, "content": {...}}   -> {"type", "content"}          a request on the shell channel and its reply
A cell that says nothing for LIMIT seconds ends the driver with an exception.
"""

import json
import subprocess
import sys
import time
from collections import defaultdict

from jupyter_client import KernelManager

LIMIT = 60


class Conversation:
    def __init__(self, name):
        self.manager = KernelManager(kernel_name=name)
        # Node makes the pipes that it is given non-blocking, and this process's own answers would be cut short.
        self.manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=LIMIT)
        self.outputs = defaultdict(list)
        self.idle = set()
        self.replies = {}

    def read_output(self):
        message = self.client.get_iopub_msg(timeout=LIMIT)
        parent = message["parent_header"].get("msg_id")
        if message["msg_type"] != "status":
            self.outputs[parent].append({"type": message["msg_type"], "content": message["content"]})
        elif message["content"]["execution_state"] == "idle":
            self.idle.add(parent)

    def reply_to(self, identity):
        while identity not in self.replies:
            reply = self.client.get_shell_msg(timeout=LIMIT)
            self.replies[reply["parent_header"].get("msg_id")] = reply
        return self.replies.pop(identity)

    def send(self, request, code):
        return self.client.execute(code, stop_on_error=request.get("stop_on_error", False))

    def execute(self, request):
        return self.finish({"finish": self.send(request, request["execute"])})

    def start(self, request):
        identity = self.send(request, request["start"])
        while not any(output["type"] == "stream" for output in self.outputs[identity]):
            self.read_output()
        return {"id": identity}

    def finish(self, request):
        identity = request["finish"]
        begun = time.monotonic()
        while identity not in self.idle:
            self.read_output()
        content = self.reply_to(identity)["content"]
        return {
            "status": content.get("status"),
            "content": content,
            "outputs": self.outputs[identity],
            "seconds": time.monotonic() - begun,
        }

    def request(self, request):
        message = self.client.session.msg(request["request"], request["content"])
        self.client.shell_channel.send(message)
        reply = self.reply_to(message["header"]["msg_id"])
        return {"type": reply["msg_type"], "content": reply["content"]}

    def interrupt(self, _request):
        return timed(self.manager.interrupt_kernel)

    def restart(self, _request):
        return timed(lambda: (self.manager.restart_kernel(now=False), self.client.wait_for_ready(timeout=LIMIT)))

    def shutdown(self, _request):
        return timed(lambda: self.manager.shutdown_kernel(now=False))


def timed(action):
    begun = time.monotonic()
    action()
    return {"seconds": time.monotonic() - begun}


def main():
    conversation = Conversation(sys.argv[1])
    try:
        print(json.dumps({"ready": True}), flush=True)
        for line in sys.stdin:
            request = json.loads(line)
            kind = next(iter(request))
            print(json.dumps(getattr(conversation, kind)(request)), flush=True)
    finally:
        if conversation.manager.is_alive():
            conversation.manager.shutdown_kernel(now=True)


main()

"""An OpenAI-compatible server whose faults are chosen by the model's name."""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VERILOG = "```verilog\nmodule m(input a, output y);\n  assign y = ~a;\nendmodule\n```"
CALLS: dict[str, int] = {}


class Handler(BaseHTTPRequestHandler):
    """Answers `POST /v1/chat/completions`."""

    def do_POST(self) -> None:
        """Answer as the model's name asks."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model = body["model"]
        CALLS[model] = CALLS.get(model, 0) + 1
        if model == "hang":
            time.sleep(30)
        if model in ("429", "500", "401"):
            return self.reply(int(model), {"error": {"message": f"fault {model}"}})
        if model == "busy-once" and CALLS[model] == 1:
            return self.reply(429, {"error": {"message": "busy"}}, {"Retry-After": "0"})
        if model == "html":
            return self.reply(200, "<html><body>Welcome</body></html>", kind="text/html")
        if model == "truncated":
            return self.reply(200, '{"id": "x", "choices": [{"ind')
        if model == "empty":
            return self.reply(200, self.answer(body, 0))
        return self.reply(200, self.answer(body, 1 if model == "drops-n" else body.get("n") or 1))

    def answer(self, body: dict, count: int) -> dict:
        text = json.dumps(body) if body["model"] == "echo" else VERILOG
        choices = [
            {"index": i, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
            for i in range(count)
        ]
        answer = {"id": "x", "object": "chat.completion", "created": 0, "model": body["model"],
                  "choices": choices}  # fmt: skip
        if body["model"] != "no-usage":
            answer["usage"] = {"prompt_tokens": 100 * count, "completion_tokens": 50 * count,
                               "total_tokens": 150 * count}  # fmt: skip
        return answer

    def reply(
        self, status: int, body: object, headers: dict[str, str] | None = None,
        kind: str = "application/json",
    ) -> None:  # fmt: skip
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        """Stay silent."""


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)

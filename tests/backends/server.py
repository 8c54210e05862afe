"""An OpenAI-compatible server whose faults are chosen by the model's name."""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VERILOG = "```verilog\nmodule m(input a, output y);\n  assign y = ~a;\nendmodule\n```"
CALLS: dict[str, int] = {}
ODD_BODIES = {
    "truncated": '{"id": "x", "choices": [{"ind',
    "null": "null",
    "no-message": '{"choices": [{"index": 0}]}',
    "error-as-200": '{"error": {"message": "no such model"}}',
}


class Handler(BaseHTTPRequestHandler):
    """Answers `POST /v1/chat/completions`."""

    def do_GET(self) -> None:
        """Say how often each model was asked."""
        self.reply(200, CALLS)

    def do_POST(self) -> None:
        """Answer as the model's name asks."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model = body["model"]
        CALLS[model] = CALLS.get(model, 0) + 1
        if model == "hang" or (model.startswith("hang-once") and CALLS[model] == 1):
            time.sleep(60)
        elif model in ("429", "500"):
            self.reply(int(model), {"error": {"message": f"fault {model}"}})
        elif model == "busy-once" and CALLS[model] == 1:
            self.reply(429, {"error": {"message": "busy"}}, {"Retry-After": "0"})
        elif model == "401":
            said = f"bad key {self.headers['Authorization']}"
            self.reply(401, {"error": {"message": said}})
        elif model == "html":
            self.reply(200, "<html><body>Welcome</body></html>", kind="text/html")
        elif model in ODD_BODIES:
            self.reply(200, ODD_BODIES[model])
        elif model == "drip":
            self.drip()
        elif model == "half":
            self.reply(200, '{"id": ', {"Content-Length": "1000"})
            self.close_connection = True
        elif model == "newer" and (refused := {"max_tokens", "temperature"} & body.keys()):
            self.refuse(min(refused))
        elif model.startswith("dies") and CALLS[model] > 1:
            self.reply(500, {"error": {"message": "out of memory"}})
        else:
            self.reply(200, self.answer(body))

    def answer(self, body: dict) -> dict:
        model = body["model"]
        count = {"empty": 0, "drops-n": 1, "dies": 1}.get(
            model.partition(":")[0], body.get("n") or 1
        )
        text = json.dumps(body) if model in ("echo", "newer") else VERILOG
        choices = [
            {"index": i, "finish_reason": "length" if model == "long" else "stop",
             "message": {"role": "assistant", "content": text}}
            for i in range(count)
        ]  # fmt: skip
        answer = {"id": "x", "object": "chat.completion", "created": 0, "model": model,
                  "choices": choices}  # fmt: skip
        if model != "no-usage":
            answer["usage"] = {
                "prompt_tokens": 100, "completion_tokens": 50 * count,
                "total_tokens": 100 + 50 * count, "prompt_tokens_details": {"cached_tokens": 40},
            }  # fmt: skip
        return answer

    def refuse(self, parameter: str) -> None:
        """Say that a parameter is not known, as newer models do."""
        error = {"message": f"Unsupported parameter: {parameter!r}", "param": parameter,
                 "code": "unsupported_parameter", "type": "invalid_request_error"}  # fmt: skip
        self.reply(400, {"error": error})

    def drip(self) -> None:
        """Send a byte now and then, so that no single read ever times out."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        for _ in range(600):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)

    def reply(
        self, status: int, body: object, headers: dict[str, str] | None = None,
        kind: str = "application/json",
    ) -> None:  # fmt: skip
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(data))}
                            | (headers or {})).items():  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments: object) -> None:
        """Stay silent."""


class Server(ThreadingHTTPServer):
    """Says nothing about clients that went away."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent."""


if __name__ == "__main__":
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)

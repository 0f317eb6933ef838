#!/usr/bin/env python3
"""A bot that is a small web server: answers !weather CITY. Python's own library is enough.

Set WEBHOOK_SECRET to the secret of the webhook (whsec_...), and PORT to where it shall listen; the default is 8080.
docs/webhooks.md says what is asked and what may be answered.
"""
import base64
import hashlib
import hmac
import json
import os
import signal
import sys
import time
from collections import OrderedDict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

WINDOW = 5 * 60  # seconds that a time stamp may lie from now
MAX_BODY = 1024 * 1024
WEATHER = {"berlin": "12 °C and rain", "lisbon": "24 °C and sun"}


def key_of(secret):
    if not secret.startswith("whsec_"):
        raise SystemExit("WEBHOOK_SECRET has to be the secret of the webhook: whsec_...")
    return base64.b64decode(secret.removeprefix("whsec_"))


def is_signed(key, headers, body):
    """Whether the host has sent exactly this, just now. Anybody else can send requests to this address too."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > WINDOW:
        return False
    content = f"{message_id}.{timestamp}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")  # one for each secret
    return any(hmac.compare_digest(expected.encode(), one.encode()) for one in given)


def answer_to(request):
    """The actions that answer a request."""
    command = request.get("command")
    if command is None or command["name"] != "weather":
        return []
    city = command["text"]
    weather = WEATHER.get(city.lower())
    if weather is None:
        return [{"action": "reply", "text": f"I do not know {city or 'nowhere'}. I know {', '.join(WEATHER).title()}."}]
    return [{"action": "reply", "text": f"{city}: {weather}."}, {"action": "react", "reaction": "👍"}]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30  # seconds, for who sends nothing
    key = b""
    answered = OrderedDict()  # the last answers by their ids: the same event may come again, and gets the same answer

    def do_POST(self):
        length = self.headers.get("Content-Length", "0")
        if not length.isascii() or not length.isdecimal() or len(length) > 9 or int(length) > MAX_BODY:
            self.close_connection = True
            return self.answer(413)
        body = self.rfile.read(int(length))
        if not is_signed(self.key, self.headers, body):
            return self.answer(401)
        message_id = self.headers["webhook-id"]
        actions = self.answered.get(message_id)
        if actions is None:
            actions = self.answered[message_id] = answer_to(json.loads(body))
            if len(self.answered) > 1000:
                self.answered.popitem(last=False)
        self.answer(200, {"actions": actions})

    def answer(self, status, value=None):
        body = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        if body:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format, *args):
        pass  # what people write is nobody else's business


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    Handler.key = key_of(os.environ.get("WEBHOOK_SECRET", ""))
    server = ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Handler)
    print(f"listening at http://127.0.0.1:{server.server_port}/", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()

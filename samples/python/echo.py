#!/usr/bin/env python3
"""A bot outside of the host: answers every message that begins with "python:".

It reads events from a queue of its own and publishes commands, over RabbitMQ. docs/topology.md says what they look like.
Set AMQP_URL to the broker of the host; the default is amqp://guest:guest@127.0.0.1:5672/%2F.
"""
import json
import os
import signal
import sys
import time

import pika
from pika.exceptions import AMQPConnectionError

EVENTS = "botplatform.events"
COMMANDS = "botplatform.commands"
QUEUE = "python-echo"
PREFIX = "python:"


def answer_to(event):
    """The command that answers a MessageReceived; None when there is nothing to say.

    Events may come twice. The ids follow from the event, so the second answer is the same message, not another one.
    """
    if not event["text"].startswith(PREFIX):
        return None
    return {
        "commandId": f"{QUEUE}-{event['origin']['eventId']}",
        "createdAt": event["origin"]["occurredAt"],
        "account": event["origin"]["account"],
        "dialog": event["dialog"],
        "text": event["text"][len(PREFIX):].strip(),
    }


def is_overtaken(event, newest):
    """Whether an event comes late or once more: its number is not above the newest of its account and dialog."""
    origin = event["origin"]
    dialog = (origin["account"]["network"], origin["account"]["id"], event["dialog"]["id"])
    sequence = origin.get("sequence")
    if sequence is None:
        return False
    if sequence <= newest.get(dialog, -1):
        return True
    newest[dialog] = sequence
    return False


def on_event(channel, method, _properties, body, newest):
    event = json.loads(body)
    if is_overtaken(event, newest):
        # It may be new all the same, and what was answered already gets the same answer under the same id: so it is not skipped.
        print(f"overtaken: {event['origin']['eventId']}", file=sys.stderr, flush=True)
    command = answer_to(event)
    if command is not None:
        # Returns when the broker has it; raises when no host has made the queue of commands yet.
        channel.basic_publish(
            COMMANDS,
            routing_key="SendMessage",
            body=json.dumps(command),
            properties=pika.BasicProperties(content_type="application/json", delivery_mode=2),
            mandatory=True,
        )
    channel.basic_ack(method.delivery_tag)  # only now: what was not acknowledged comes again


def run(url, newest):
    connection = pika.BlockingConnection(pika.URLParameters(url))
    channel = connection.channel()
    channel.confirm_delivery()
    channel.basic_qos(prefetch_count=32)
    channel.exchange_declare(EVENTS, exchange_type="topic", durable=True)
    channel.queue_declare(QUEUE, durable=True)
    channel.queue_bind(QUEUE, EVENTS, routing_key="MessageReceived.#")
    channel.basic_consume(QUEUE, lambda *delivery: on_event(*delivery, newest))
    print("reading events", flush=True)
    channel.start_consuming()


def main():
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    url = os.environ.get("AMQP_URL", "amqp://guest:guest@127.0.0.1:5672/%2F")
    newest = {}  # the highest sequence of each dialog; over connections, which is when events come again
    while True:
        try:
            run(url, newest)
        except AMQPConnectionError as error:
            print(f"no connection to the broker, again in 2 s: {error!r}", file=sys.stderr, flush=True)
            time.sleep(2)
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()

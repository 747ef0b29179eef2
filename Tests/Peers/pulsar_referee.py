"""Reads a Pulsar topic, or all its partitions, from the beginning with the official client.

Usage: pulsar_referee.py URL TOPIC DISTINCT

Prints a JSON array for each message (topic or partition, payload, key or null, event time, properties) in the order of each
partition, until DISTINCT different payloads were seen and nothing more has come for half a second; then `end`. Fails when
nothing comes for 20 seconds before that.
"""

import json
import logging
import sys

import pulsar

url, topic, distinct = sys.argv[1:]
logger = logging.getLogger("pulsar")
logger.addHandler(logging.NullHandler())
logger.propagate = False
client = pulsar.Client(url, logger=logger)
consumer = client.subscribe(topic, "referee", initial_position=pulsar.InitialPosition.Earliest)
payloads = set()
while True:
    enough = len(payloads) >= int(distinct)
    try:
        message = consumer.receive(timeout_millis=500 if enough else 20_000)
    except pulsar.Timeout:
        if enough:
            break
        sys.exit(f"nothing came for 20 seconds after {len(payloads)} payloads")
    payload = message.data().decode()
    payloads.add(payload)
    consumer.acknowledge(message)
    print(json.dumps([message.topic_name(), payload, message.partition_key() or None, message.event_timestamp(),
                      message.properties()]), flush=True)
print("end", flush=True)
client.close()

"""Reads a Pulsar topic from its beginning with the official client.

Usage: pulsar_referee.py URL TOPIC [TOPIC…] DISTINCT

Prints a JSON array for each message (topic, payload, key or null, event time, properties, partition, batch index) in the
order of each topic, until DISTINCT payloads were seen and nothing more has come for half a second; then `end`. Fails when
nothing comes for 20 seconds before that.
"""

import json
import logging
import sys

import pulsar

url, *topics, distinct = sys.argv[1:]
logger = logging.getLogger("pulsar")
logger.addHandler(logging.NullHandler())
logger.propagate = False
client = pulsar.Client(url, logger=logger)
consumers = [
    client.subscribe(topic, "referee", initial_position=pulsar.InitialPosition.Earliest) for topic in topics
]
payloads = set()
waiting = list(consumers)
while waiting:
    for consumer in list(waiting):
        isEnough = len(payloads) >= int(distinct)
        try:
            message = consumer.receive(timeout_millis=500 if isEnough or len(consumers) > 1 else 20_000)
        except pulsar.Timeout:
            if isEnough:
                waiting.remove(consumer)
            elif len(consumers) == 1:
                sys.exit(f"nothing came for 20 seconds after {len(payloads)} payloads")
            continue
        payload = message.data().decode()
        payloads.add(payload)
        consumer.acknowledge(message)
        place = message.message_id()
        key = message.partition_key()
        print(json.dumps([message.topic_name(), payload, key or None, message.event_timestamp(), message.properties(),
                          place.partition(), place.batch_index()]), flush=True)
print("end", flush=True)
client.close()

"""Stops a model while several instances answer for it, and tells when each of them had stopped.

stop.py MODEL TOKEN TIMES BODY-FILE PORT...
"""

import http.client
import json
import statistics
import sys
import threading
import time

model, token, times, body_file, *ports = sys.argv[1:]
path = f"/api/v1/models/{model}"
body = open(body_file).read()
head = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}


def call(connection, method, path, body):
    connection.request(method, path, body, head)
    answer = connection.getresponse()
    answer.read()
    return answer.status


class Asker(threading.Thread):
    """Asks one instance again and again; when its answers last changed."""

    def __init__(self, port):
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection("127.0.0.1", int(port))
        self.answers = None
        self.since = 0.0

    def run(self):
        while True:
            answers = call(self.connection, "POST", path + "/predictions", body) == 200
            if answers != self.answers:
                self.since = time.monotonic()
                self.answers = answers
            time.sleep(0.002)


def switch(connection, stopped):
    change = {"on": stopped, "reason": "to see how soon all instances know"}
    begun = time.monotonic()
    status = call(connection, "PUT", path + "/kill-switch", json.dumps(change))
    assert status == 200, status
    while any(asker.answers == stopped for asker in askers):
        time.sleep(0.001)
        assert time.monotonic() - begun < 30, "an instance does not follow"
    return [asker.since - begun for asker in askers]


askers = [Asker(port) for port in ports]
for asker in askers:
    asker.start()
admin = http.client.HTTPConnection("127.0.0.1", int(ports[0]))
time.sleep(1)
stops, revivals = [], []
for _ in range(int(times)):
    stops.append(switch(admin, True))
    time.sleep(0.2)
    revivals.append(switch(admin, False))
    time.sleep(0.2)
for name, all_times in (("stopped", stops), ("revived", revivals)):
    last = [max(one) * 1000 for one in all_times]
    own = [one[0] * 1000 for one in all_times]
    print(
        f"{name} {len(last)} times: the instance asked p50 {statistics.median(own):.0f} ms,"
        f" the last of {len(ports)} p50 {statistics.median(last):.0f} ms, most {max(last):.0f} ms"
    )

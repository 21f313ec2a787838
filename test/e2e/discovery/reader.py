"""A client that knows nothing of the registrar: reads sets of ZooKeeper with kazoo, prints each change, calls what it finds.

reader.py SERVERS PATH...: lines of JSON on standard output, `{"t": ms, "path": ..., "found": ["10.0.0.1:8080", ...]}`.
reader.py SERVERS --call PATH: one call after the other, `{"t": ms, "ok": n, "failed": [...]}` every second.
"""
import http.client, json, random, sys, threading, time
from kazoo.client import KazooClient, KazooState
from kazoo.exceptions import KazooException, NoNodeError


LOCK = threading.Lock()


def say(**what):
    with LOCK:
        print(json.dumps({"t": round(time.time() * 1000), **what}), flush=True)


def address(name, data):
    if name.startswith("member_"):
        member = json.loads(data)
        assert member["status"] == "ALIVE", member
        return "%(host)s:%(port)d" % member["serviceEndpoint"]
    return name.split("-", 1)[1]


def read(client, path):
    """What is in a set; tried again if it changes meanwhile."""
    known = {}
    while True:
        try:
            names = client.get_children(path)
        except NoNodeError:
            return []
        try:
            for name in names:
                if name not in known:
                    known[name] = address(name, client.get(path + "/" + name)[0])
            return sorted(known[name] for name in names)
        except NoNodeError:
            pass


def follow(client, path, found):
    while True:
        try:
            now = read(client, path)
        except KazooException:  # no connection
            time.sleep(0.1)
            continue
        if now != found.get(path):
            found[path] = now
            say(path=path, found=now)
        time.sleep(0.03)


def call(path, found):
    ok, failed, told = 0, [], time.time()
    while True:
        members = found.get(path)
        if members:
            host = random.choice(members)
            try:
                connection = http.client.HTTPConnection(host, timeout=5)
                connection.request("GET", "/")
                assert connection.getresponse().status == 200
                ok += 1
            except Exception as error:
                failed.append("%s: %s" % (host, error))
            finally:
                connection.close()
        if time.time() - told > 1:
            told = time.time()
            say(ok=ok, failed=failed)
        time.sleep(0.005)


servers, calls, paths = sys.argv[1], "--call" in sys.argv, [each for each in sys.argv[2:] if each.startswith("/")]
client = KazooClient(hosts=servers, timeout=5, connection_retry={"max_tries": -1, "max_delay": 0.5})
client.start(timeout=120)
found = {}
for each in paths:
    threading.Thread(target=follow, args=(client, each, found), daemon=True).start()
if calls:
    call(paths[0], found)
threading.Event().wait()

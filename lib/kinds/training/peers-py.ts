/** Its exit code when the others did not come in time. */
export const NOT_THERE = 75;

/**
 * A script that holds a pod of a training back until all others run: each pod answers the others at one port, and calls them
 * there. It is in Python, which every training image has, and uses only the standard library.
 */
export const PEERS_PY = String.raw`"""Waits for the other pods of a training.

peers.py PORT SECONDS all HOST...               until each HOST has answered at PORT, and been answered or is at work
peers.py PORT SECONDS first TRAINING_PORT HOST  until HOST trains, that is answers at TRAINING_PORT; HOST itself does not wait

A host that says that the training is over ends the waiting, too.
"""
import signal
import socket
import sys
import threading
import time

ME = socket.gethostname()
NOT_THERE = ${NOT_THERE}  # exit code
LONGEST = 300  # characters of a message: a host name and a word


def is_me(host):
    return host.split(".")[0] == ME


def listen(port, reply, replied=lambda said: None):
    """Answers each caller in a thread: reply(what it said) is the answer, and replied hears of it once it is on its way."""
    family = socket.AF_INET6 if socket.has_dualstack_ipv6() else socket.AF_INET
    server = socket.create_server(("", port), family=family, backlog=1024, dualstack_ipv6=family == socket.AF_INET6)

    def serve():
        while True:
            connection, _ = server.accept()
            with connection:
                try:
                    connection.settimeout(5)
                    said = connection.makefile().readline(LONGEST).strip()
                    connection.sendall((reply(said) + "\n").encode())
                    replied(said)
                except (OSError, UnicodeError):
                    continue  # it will ask again

    threading.Thread(target=serve, daemon=True).start()


def say(host, port, word):
    """The answer of a host, or None."""
    try:
        with socket.create_connection((host, port), timeout=5) as connection:
            connection.sendall((word + "\n").encode())
            return connection.makefile().readline(LONGEST).strip() or None
    except OSError:
        return None


def give_up(reason):
    print(reason, file=sys.stderr, flush=True)
    sys.exit(NOT_THERE)


def wait_for_all(port, seconds, hosts):
    greeted, answers = set(), {}

    def missing():
        return [host for host in hosts if host not in answers or (answers[host] == "waiting" and host.split(".")[0] not in greeted)]

    listen(port, lambda name: "waiting", greeted.add)
    end, told = time.monotonic() + seconds, 0
    while missing():
        for host in hosts:
            if host not in answers:
                answer = say(host, port, ME)
                if answer == "over":
                    return print("the training is over", flush=True)
                if answer:
                    answers[host] = answer
        now = time.monotonic()
        if now > end:
            give_up("not there within %d s: %s" % (seconds, ", ".join(missing())))
        if missing() and now > told:
            print("waiting for", ", ".join(missing()), flush=True)
            told = now + 30
        time.sleep(0.2)
    print("all", len(hosts) + 1, "pods are there", flush=True)


def wait_for_first(port, seconds, training_port, host):
    end = time.monotonic() + seconds
    print("waiting for", host, flush=True)
    while say(host, port, ME) != "over":
        try:
            socket.create_connection((host, training_port), timeout=5).close()
            return print(host, "trains", flush=True)
        except OSError as error:
            if time.monotonic() > end:
                give_up("%s:%d does not answer within %d s: %s" % (host, training_port, seconds, error))
            time.sleep(0.5)
    print("the training is over", flush=True)


if __name__ == "__main__":
    # The first process of a container ends at no signal for which it has no handler.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    gathering, patience, mode, rest = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4:]
    if mode == "all":
        wait_for_all(gathering, patience, [each for each in rest if not is_me(each)])
    elif not is_me(rest[1]):
        wait_for_first(gathering, patience, int(rest[0]), rest[1])
`;

/**
 * A script that ends the other pods once the training has succeeded: parameter servers and pods that come back too late would
 * never end by themselves. A Job cannot wait for another one, so the leader tells the others.
 */
export const TOGETHER_PY = String.raw`"""Runs a command in a training whose pods end together.

together.py PORT SECONDS LEADER FOLLOWER,... -- COMMAND [ARG...]

When the command of LEADER succeeds, it tells every FOLLOWER, and each of them ends, successfully. It stays until all of them
have ended or heard of it, at most SECONDS: one that is about to start again could ask nobody else.
"""
import signal
import subprocess
import sys
import threading
import time

from peers import is_me, listen, ME, say

GRACE = 10  # seconds for a command that ends by itself
PATIENCE = 60  # seconds for a command that has been told to end, and for a leader to answer


def main():
    port, seconds, leader, followers, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4].split(","), sys.argv[6:]
    leads = is_me(leader)
    if not leads and say(leader, port, ME) == "over":
        return report_end(leader, port)
    child = subprocess.Popen(command)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: child.send_signal(received))
    over, heard, succeeded, ended = threading.Event(), threading.Event(), threading.Event(), set()

    def end():
        for wait, then in ((GRACE, child.terminate), (PATIENCE, child.kill)):
            try:
                child.wait(wait)
                return
            except subprocess.TimeoutExpired:
                then()

    def reply(word):
        if word.startswith("ended "):
            ended.add(word.split()[1])
            return "noted"
        if word != "over":
            return "over" if succeeded.is_set() else "working"
        if not over.is_set():
            over.set()
            threading.Thread(target=end).start()
        return "ending"

    # A pod that is gone before its answer is on its way would be asked in vain.
    listen(port, reply, lambda said: said == "over" and heard.set())
    code = child.wait()
    if code != 0 and not over.is_set():
        sys.exit(code if code > 0 else 128 - code)
    if leads:
        succeeded.set()
        tell(followers, port, seconds, ended)
    elif not over.is_set() or not heard.wait(PATIENCE):
        report_end(leader, port)


def tell(followers, port, seconds, ended):
    left, end = set(followers), time.monotonic() + seconds
    while left and time.monotonic() < end:
        left = {host for host in left if host.split(".")[0] not in ended and say(host, port, "over") != "ending"}
        time.sleep(0.2)
    if left:
        print("did not hear that the training is over:", ", ".join(sorted(left)), flush=True)


def report_end(leader, port):
    end = time.monotonic() + PATIENCE
    while say(leader, port, "ended " + ME) is None and time.monotonic() < end:
        time.sleep(0.2)


main()
`;

/**
 * Ends the pods that would never end by themselves, parameter servers above all, once the training has succeeded.
 * A Job cannot wait for another one, so the pod that decides tells the others.
 */
export const TOGETHER_PY = String.raw`"""Runs a command in a training whose pods end together.

together.py PORT LEADER FOLLOWER,... -- COMMAND [ARG...]

When the command of LEADER succeeds, it tells every FOLLOWER, and each of them ends, successfully.
"""
import signal
import subprocess
import sys
import threading
import time

from peers import is_me, listen, say

GRACE = 10  # seconds for a command that ends by itself
PATIENCE = 60  # seconds for a follower to hear of the end, and for its command to end


def main():
    port, leader, followers, command = int(sys.argv[1]), sys.argv[2], sys.argv[3].split(","), sys.argv[5:]
    child = subprocess.Popen(command)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: child.send_signal(received))
    over = threading.Event()

    def end():
        for seconds, then in ((GRACE, child.terminate), (PATIENCE, child.kill)):
            try:
                child.wait(seconds)
                return
            except subprocess.TimeoutExpired:
                then()

    def reply(word):
        # Peers that start again hear that this one is at work.
        if word != "over":
            return "working"
        if not over.is_set():
            over.set()
            threading.Thread(target=end).start()
        return "ending"

    listen(port, reply)
    code = child.wait()
    if over.is_set():
        sys.exit(0)
    if code == 0 and is_me(leader):
        tell(followers, port)
    sys.exit(code if code >= 0 else 128 - code)


def tell(followers, port):
    left, end = set(followers), time.monotonic() + PATIENCE
    while left and time.monotonic() < end:
        left = {host for host in left if say(host, port, "over") != "ending"}
        time.sleep(0.2)
    if left:
        print("did not hear that the training is over:", ", ".join(sorted(left)), flush=True)


main()
`;

#!/usr/bin/env python3
"""A client of the /v1 dialect, to be copied. Python 3.9 or later, nothing else.

    python3 examples/v1_client.py http://127.0.0.1:8080

The demo below the class ends with exit code 0 only if every answer was the expected one.
"""
import http.client
import json
import sys
import time
from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit

TIMEOUT = 30  # seconds without a byte from the server
IDLE_MAX = 60  # seconds after which a new connection is safer: servers close silent ones
TRIES_MAX = 5
PAUSE_MAX = 20  # seconds; who is told to wait for longer should hear of it instead


class Problem(Exception):
    """The server refused: `type` is for programs, `detail` for people."""

    def __init__(self, status, problem, retry_after=None):
        self.status = status
        self.type = problem.get("type", "about:blank")
        self.detail = problem.get("detail") or problem.get("title") or http.client.responses.get(status, "")
        later = f" (try again in {retry_after} s)" if retry_after else ""
        super().__init__(f"{status} {self.type}: {self.detail}{later}")


class OutcomeUnknown(Exception):
    """Nobody knows whether the call took effect: look before you repeat it, else a message may arrive twice."""


class Messaging:
    """One kept connection, for one thread at a time; acts as whoever signed in, or else as nobody in particular."""

    def __init__(self, url):
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._connection = kind(parts.netloc, timeout=TIMEOUT)
        self._used = time.monotonic()
        self._token = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def create_user(self, name, password=None):
        """With a password only its owner acts as the user; without one anybody does."""
        fields = {"username": name} if password is None else {"username": name, "password": password}
        return self._call("POST", "/v1/users/create", fields)["userId"]

    def sign_in(self, user, password):
        """Sessions end by themselves, at `expiresAt`: calls are then refused with 401 until the next time."""
        self._token = None
        self._token = self._call("POST", "/v1/sessions", {"userId": user, "password": password})["token"]

    def sign_out(self):
        self._call("DELETE", "/v1/sessions")
        self._token = None

    def change_password(self, user, current, new):
        self._call("POST", f"/v1/users/{quote(user)}/password", {"current": current, "new": new})

    def block(self, user, blocked, scope="direct"):
        """The scope "direct" still lets messages in common groups through, "everywhere" does not."""
        self._call("POST", f"/v1/users/{quote(user)}?op=block", {"blockedUserId": blocked, "scope": scope})

    def unblock(self, user, blocked):
        self._call("POST", f"/v1/users/{quote(user)}?op=unblock", {"blockedUserId": blocked})

    def create_group(self, name):
        return self._call("POST", "/v1/groups/create", {"groupName": name})["groupId"]

    def add(self, group, user):
        self._call("POST", f"/v1/groups/{quote(group)}?op=add", {"userId": user})

    def remove(self, group, user):
        self._call("POST", f"/v1/groups/{quote(group)}?op=remove", {"userId": user})

    def send(self, sender, receiver, text):
        return self._call("POST", "/v1/messages/send?type=private",
                          {"senderId": sender, "receiverId": receiver, "message": text})["messageId"]

    def send_to_group(self, sender, group, text):
        return self._call("POST", "/v1/messages/send?type=group",
                          {"senderId": sender, "groupId": group, "message": text})["messageId"]

    def check(self, user, **since):
        """Messages, oldest first, and the cursor for the next time: `after=` it, or `timestamp=` the last one's.

        A 410 says that a cursor's place has gone (a backup came back): go on from the last timestamp."""
        answer = self._call("GET", f"/v1/messages/{quote(user)}?{urlencode(since)}")
        return answer["messages"] or [], answer["next"]  # none is null, not []

    def _call(self, method, target, fields=None):
        body = None if fields is None else json.dumps(fields).encode()
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        for tries_left in reversed(range(TRIES_MAX)):
            status, retry_after, answer = self._exchange(method, target, body, headers)
            if status < 300:
                return answer
            pause = int(retry_after) if (retry_after or "").isdecimal() else 1
            if status in (429, 503) and tries_left and pause <= PAUSE_MAX:
                time.sleep(pause)  # nothing was done, so that even a send can be repeated
            elif status == 504 and method != "GET":
                raise OutcomeUnknown(str(Problem(status, answer)))
            else:
                raise Problem(status, answer, retry_after)

    def _exchange(self, method, target, body, headers):
        if time.monotonic() - self._used > IDLE_MAX:
            self._connection.close()
        if self._connection.sock is None:
            self._connection.connect()  # on its own, since nothing was done yet when this fails
        try:
            self._connection.request(method, target, body, headers)
            response = self._connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException) as lost:
            self._connection.close()
            if method == "GET":
                return 503, None, {"detail": f"The connection was lost: {lost!r}"}
            raise OutcomeUnknown(f"The connection was lost before the answer: {lost!r}") from lost
        self._used = time.monotonic()
        try:
            return response.status, response.getheader("Retry-After"), json.loads(text or "{}")
        except ValueError:  # from something between here and the server
            return response.status, None, {"detail": text[:200].decode(errors="replace")}


def show(messages, names):
    for message in messages:
        sent = datetime.fromtimestamp(int(message["sentAt"]) / 1000).astimezone()
        sender = names.get(message["senderId"], message["senderId"])
        print(f"  {sent:%Y-%m-%d %H:%M:%S %Z}  {sender}: {message['message']!r}")


def expect(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"FAILED {what}: {seen!r} instead of {expected!r}")
    print(f"ok      {what}")


def expect_refusal(what, status, call, *arguments):
    try:
        call(*arguments)
    except Problem as problem:
        print(f"refused {problem}")
        return expect(what, problem.status, status)
    raise SystemExit(f"FAILED {what}: not refused")


def demo(server):
    ada, bob = server.create_user("Ada"), server.create_user("Bob")
    names = {ada: "Ada", bob: "Bob"}

    server.send(ada, bob, "Hello, Bob")
    server.send(ada, bob, "Caf\u00e9 at five?")
    messages, cursor = server.check(bob)
    show(messages, names)
    expect("Bob has two messages", [m["message"] for m in messages], ["Hello, Bob", "Caf\u00e9 at five?"])
    later, _ = server.check(bob, timestamp=messages[0]["timestamp"])
    expect("by the first one's timestamp only the second comes", later, messages[1:])
    expect("by cursor nothing comes twice", server.check(bob, after=cursor), ([], cursor))

    server.block(bob, ada)
    expect_refusal("a blocked user cannot write", 403, server.send, ada, bob, "Bob?")
    friends = server.create_group("Friends")
    server.add(friends, ada)
    server.add(friends, bob)
    server.send_to_group(ada, friends, "Hello, all")
    messages, cursor = server.check(bob, after=cursor)
    show(messages, names)
    expect("but in a common group", [(m["recipientId"], m["message"]) for m in messages], [(friends, "Hello, all")])
    server.remove(friends, ada)
    expect_refusal("who left the group cannot write to it", 403, server.send_to_group, ada, friends, "All?")
    server.unblock(bob, ada)
    return bob, cursor


def demo_protected(server, phone, bob, cursor):
    first, second = "Secret-horse-battery", "Secret-staple-correct"
    carol = server.create_user("Carol", first)
    expect_refusal("nobody else reads what is Carol's", 401, server.check, carol)
    expect_refusal("a wrong password opens no session", 401, phone.sign_in, carol, second)
    phone.sign_in(carol, first)
    phone.send(carol, bob, "It is me, Carol")
    messages, _ = server.check(bob, after=cursor)
    show(messages, {carol: "Carol"})
    expect("Carol writes to Bob", [m["senderId"] for m in messages], [carol])

    phone.change_password(carol, first, second)
    expect("her session goes on", phone.check(carol)[0], [])
    phone.sign_out()
    expect_refusal("the old password has gone", 401, phone.sign_in, carol, first)
    phone.sign_in(carol, second)
    phone.sign_out()
    expect_refusal("signed out", 401, phone.check, carol)


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # messages may hold what the terminal cannot show
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080"
    try:
        with Messaging(url) as anybody, Messaging(url) as phone:
            demo_protected(anybody, phone, *demo(anybody))
    except (Problem, OutcomeUnknown, OSError) as trouble:
        raise SystemExit(f"FAILED {type(trouble).__name__}: {trouble}")
    print("All as expected.")

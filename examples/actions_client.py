#!/usr/bin/env python3
"""A client of the second dialect (one POST path an action), to be copied. Python 3.9 or later, nothing else.

    python3 examples/actions_client.py http://127.0.0.1:8080

The demo below the class ends with exit code 0 only if every answer was the expected one.
"""
import http.client
import json
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime, timezone
from urllib.parse import urlsplit

TIMEOUT = 30  # seconds without a byte from the server
IDLE_MAX = 60  # seconds after which a new connection is safer: servers close silent ones
TRIES_MAX = 5
PAUSE_MAX = 20  # seconds; who is told to wait for longer should hear of it instead


class Refused(Exception):
    """The server refused and says why."""

    def __init__(self, status, message, retry_after=None):
        self.status, self.message = status, message
        later = f" (try again in {retry_after} s)" if retry_after else ""
        super().__init__(f"{status} {message}{later}")


class OutcomeUnknown(Exception):
    """Nobody knows whether the call took effect: look before you repeat it, else a message may arrive twice."""


@dataclass(frozen=True)
class User:
    id: str
    password: str = field(repr=False)  # so that it gets into no log


class Messaging:
    """The seven actions, over one kept connection, for one thread at a time."""

    def __init__(self, url):
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self._connection = kind(parts.netloc, timeout=TIMEOUT)
        self._used = time.monotonic()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._connection.close()

    def register_user(self, password):
        return User(self._post("/register_user", password=password)["user_id"], password)

    def send_message(self, sender, receiver_id, text):
        return self._post("/send_message", sender_id=sender.id, password=sender.password,
                          receiver_id=receiver_id, message=text)["message"]

    def check_messages(self, user, after=None):
        """Messages, oldest first, and the cursor for `after` the next time. Without one all messages come."""
        since = {} if after is None else {"after": after}
        answer = self._post("/check_messages", user_id=user.id, password=user.password, **since)
        return answer["messages"], answer["next"]

    def block_user(self, user, blocked_id):
        return self._post("/block_user", user_id=user.id, password=user.password, blocked_user_id=blocked_id)["message"]

    def create_group(self, member_ids, caller=None):
        """With a caller the group is the caller's, without one anybody may add and remove members."""
        return self._post("/create_group", members=", ".join(member_ids), **self._by(caller))["group_id"]

    def add_remove_users(self, group_id, user_id, action, caller=None):
        return self._post("/add_remove_users", group_id=group_id, user_id=user_id, action=action,
                          **self._by(caller))["message"]

    def send_group_message(self, sender, group_id, text):
        return self._post("/send_group_message", sender_id=sender.id, password=sender.password,
                          group_id=group_id, message=text)["message"]

    @staticmethod
    def _by(caller):
        return {} if caller is None else {"caller_id": caller.id, "password": caller.password}

    def _post(self, path, **fields):
        body = json.dumps(fields).encode()
        for tries_left in reversed(range(TRIES_MAX)):
            status, retry_after, answer = self._exchange(path, body)
            if status < 300:
                return answer
            message = answer.get("message", http.client.responses.get(status, ""))
            pause = int(retry_after) if (retry_after or "").isdecimal() else 1
            if status in (429, 503) and tries_left and pause <= PAUSE_MAX:
                time.sleep(pause)  # nothing was done, so that even a send can be repeated
            elif status == 504 and path != "/check_messages":
                raise OutcomeUnknown(f"{status} {message}")
            else:
                raise Refused(status, message, retry_after)

    def _exchange(self, path, body):
        if time.monotonic() - self._used > IDLE_MAX:
            self._connection.close()
        if self._connection.sock is None:
            self._connection.connect()  # on its own, since nothing was done yet when this fails
        try:
            self._connection.request("POST", path, body, {"Content-Type": "application/json"})
            response = self._connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException) as lost:
            self._connection.close()
            if path == "/check_messages":  # changes nothing
                return 503, None, {"message": f"The connection was lost: {lost!r}"}
            raise OutcomeUnknown(f"The connection was lost before the answer: {lost!r}") from lost
        self._used = time.monotonic()
        try:
            return response.status, response.getheader("Retry-After"), json.loads(text or "{}")
        except ValueError:  # from something between here and the server
            return response.status, None, {"message": text[:200].decode(errors="replace")}


def show(messages, names):
    for message in messages:
        utc = datetime.strptime(message["timestamp"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone.utc)
        sender = names.get(message["sender_id"], message["sender_id"])
        place = " to the group" if "group_id" in message else ""
        print(f"  {utc.astimezone():%Y-%m-%d %H:%M:%S %Z}  {sender}{place}: {message['message']!r}")


def expect(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"FAILED {what}: {seen!r} instead of {expected!r}")
    print(f"ok      {what}")


def expect_refusal(what, status, message, call, *arguments):
    try:
        call(*arguments)
    except Refused as refusal:
        print(f"refused {refusal}")
        return expect(what, (refusal.status, refusal.message), (status, message))
    raise SystemExit(f"FAILED {what}: not refused")


def demo(server):
    ada, bob, carol = (server.register_user(f"Secret-horse-battery-{i}") for i in range(3))
    names = {ada.id: "Ada", bob.id: "Bob", carol.id: "Carol"}
    stranger = User(ada.id, "Secret-wrong")
    expect_refusal("a wrong password is refused", 403, "Unauthorized access", server.check_messages, stranger)

    expect("Ada writes", server.send_message(ada, bob.id, "Caf\u00e9 at five?"), f"Message sent to {bob.id}.")
    messages, cursor = server.check_messages(bob)
    show(messages, names)
    expect("Bob reads", [(m["sender_id"], m["message"]) for m in messages], [(ada.id, "Caf\u00e9 at five?")])
    expect("by cursor nothing comes twice", server.check_messages(bob, cursor), ([], cursor))

    friends = server.create_group([ada.id, bob.id])
    expect("anybody adds to an open group", server.add_remove_users(friends, carol.id, "add"),
           f"{carol.id} has been added to the group.")
    expect_refusal("but not twice", 400, "Invalid action or user already in desired state.",
                   server.add_remove_users, friends, carol.id, "add")
    expect("Carol writes to all", server.send_group_message(carol, friends, "Hello, all"),
           f"Message sent to {friends}.")
    demo_owned_group(server, ada, bob, carol)

    messages, cursor = server.check_messages(bob, cursor)
    show(messages, names)
    expect("Bob gets what came since", [m["message"] for m in messages], ["Hello, all", "Hello, Bob"])
    expect("Bob blocks", server.block_user(bob, ada.id), f"You have blocked {ada.id}.")
    expect_refusal("a blocked user cannot write", 403, f"You are unable to send messages to {bob.id}.",
                   server.send_message, ada, bob.id, "Bob?")


def demo_owned_group(server, ada, bob, carol):
    club = server.create_group([bob.id], caller=ada)
    expect_refusal("nobody adds to an owned group unnamed", 403, "Unauthorized access",
                   server.add_remove_users, club, carol.id, "add")
    server.add_remove_users(club, carol.id, "add", bob)  # any member may
    server.send_group_message(ada, club, "Hello, Bob")
    expect("its owner removes", server.add_remove_users(club, carol.id, "remove", ada),
           f"{carol.id} has been removed from the group.")
    expect_refusal("who left cannot write", 403, f"You are not a member of {club}.",
                   server.send_group_message, carol, club, "Hello?")


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # messages may hold what the terminal cannot show
    try:
        with Messaging(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8080") as messaging:
            demo(messaging)
    except (Refused, OutcomeUnknown, OSError) as trouble:
        raise SystemExit(f"FAILED {type(trouble).__name__}: {trouble}")
    print("All as expected.")

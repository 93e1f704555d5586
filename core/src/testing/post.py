"""A mail server for tests: aiosmtpd, as Debian packs it, on a free port of this machine.

It refuses, puts off or dawdles by whom a letter is for, and writes what it took into a folder: the letter as it came, and beside it
what Python's own reader of mail makes of it.
"""
import asyncio, email, email.policy, json, os, sys, time
from aiosmtpd.controller import Controller

FOLDER, PORT = sys.argv[1], int(sys.argv[2])


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "nobody":
            return "550 5.1.1 no such person here"
        if name == "later" and not os.path.exists(os.path.join(FOLDER, "later")):
            return "451 4.7.1 greylisted, try again"
        if name == "slow":
            await asyncio.sleep(2)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        body = lambda kind: letter.get_body((kind,)).get_content().replace("\r\n", "\n")
        kept = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": [[name, str(value)] for name, value in letter.items()],
            "text": body("plain"),
            "html": body("html"),
            "longest": max(map(len, envelope.content.split(b"\r\n"))),
        }
        path = os.path.join(FOLDER, str(time.time_ns()))
        with open(path + ".part", "w") as file:
            json.dump(kept, file)
        os.rename(path + ".part", path + ".json")
        return "250 taken"


controller = Controller(Handler(), hostname="127.0.0.1", port=PORT, enable_SMTPUTF8=False)
controller.start()
print("ready", flush=True)
sys.stdin.read()
controller.stop()

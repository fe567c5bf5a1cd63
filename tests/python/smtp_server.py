"""A mail server for tests: aiosmtpd on loopback. It prints a line of JSON for each thing that a test waits for.

The recipient's name says what happens: gone@ is refused for good (550), later@ is put off the first time (451), closes@ ends
the connection at DATA. Everything else is taken.
"""

import argparse
import asyncio
import json
import ssl

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def tell(**fact):
    print(json.dumps(fact), flush=True)


class Handler:
    def __init__(self):
        self.put_off = set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "gone":
            return "550 5.1.1 no such user here"
        if name == "later" and address not in self.put_off:
            self.put_off.add(address)
            return "451 4.7.1 greylisted, come back"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("closes@"):
            server.transport.abort()
            return "421 closed"
        auth = session.auth_data
        tell(
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            hello=session.host_name,
            tls=session.ssl is not None or OPTIONS.security == "tls",
            user=auth.login.decode() if isinstance(auth, LoginPassword) else None,
            content=envelope.original_content.decode("utf-8"),
        )
        return "250 2.0.0 taken"


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and f"{data.login.decode()}:{data.password.decode()}" == OPTIONS.auth
    return AuthResult(success=good, auth_data=data if good else None, handled=False)


async def main():
    context = None
    if OPTIONS.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(OPTIONS.certificate, OPTIONS.key)
    handler = Handler()

    def conversation():
        return SMTP(
            handler,
            hostname="mail.test",
            enable_SMTPUTF8=False,
            tls_context=context if OPTIONS.security == "starttls" else None,
            require_starttls=OPTIONS.security == "starttls",
            authenticator=authenticate if OPTIONS.auth else None,
            auth_required=bool(OPTIONS.auth),
            auth_exclude_mechanism=None if OPTIONS.auth else ["LOGIN", "PLAIN"],
            auth_require_tls=OPTIONS.security == "starttls",
        )

    under_tls = context if OPTIONS.security == "tls" else None
    server = await asyncio.get_running_loop().create_server(conversation, "127.0.0.1", 0, ssl=under_tls)
    tell(port=server.sockets[0].getsockname()[1])
    await server.serve_forever()


parser = argparse.ArgumentParser()
parser.add_argument("--security", choices=["none", "starttls", "tls"], default="none")
parser.add_argument("--auth", help="USER:PASSWORD")
parser.add_argument("--certificate")
parser.add_argument("--key")
OPTIONS = parser.parse_args()
asyncio.run(main())

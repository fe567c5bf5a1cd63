"""An identity provider on loopback: Canaille, a whole OpenID Connect server, with two people and one client.

Prints one line of JSON when it listens: {"issuer": ..., "port": ...}. `--redirect` and `--logout-redirect` are what the client
may ask for; they can be left out and sent later as lines on standard input, each `{"redirect": ..., "logout_redirect": ...}`,
which is answered by a line `{"ready": true}`. `--signed-in NAME` skips the provider's own sign-in page. GET /expire-codes makes
every code that was not redeemed yet too old.
"""

import argparse
import datetime
import json
import os
import socketserver
import sys
import threading
import wsgiref.simple_server

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from canaille import create_app  # noqa: E402
from canaille.app import models  # noqa: E402
from canaille.app.session import UserSession  # noqa: E402
from canaille.backends import Backend  # noqa: E402
from flask import g, request  # noqa: E402
from joserfc.jwk import JWKRegistry  # noqa: E402

PEOPLE = [
    # user name, address, given name, family name, group
    ("sasha", "sasha@acme.example", "Sasha", "Okafor", "security"),
    ("robin", "robin@acme.example", "Robin", "Vale", "staff"),
    ("mallory", "mallory@elsewhere.example", "Mallory", "Quill", "security"),
]


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *_):
        pass


class Server(socketserver.ThreadingMixIn, wsgiref.simple_server.WSGIServer):
    """A connection that a browser opens ahead of its use must not keep the others waiting."""

    daemon_threads = True


def say(**words):
    print(json.dumps(words), flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--client-id", default="gatehouse")
    parser.add_argument("--client-secret", default="canaille-0123456789")
    parser.add_argument("--password", default="correct horse battery staple")
    parser.add_argument("--redirect")
    parser.add_argument("--logout-redirect")
    parser.add_argument("--signed-in")
    options = parser.parse_args()

    holder = {}

    def serve(environ, start_response):
        return holder["app"](environ, start_response)

    # The server first: its port is part of the issuer.
    server = wsgiref.simple_server.make_server("127.0.0.1", 0, serve, Server, Quiet)
    port = server.server_port
    key = JWKRegistry.generate_key("RSA", 2048)
    key.ensure_kid()
    app = create_app(
        config={
            "TESTING": True,
            "ENV_FILE": None,
            "SECRET_KEY": os.urandom(32).hex(),
            "PREFERRED_URL_SCHEME": "http",
            "SERVER_NAME": f"127.0.0.1:{port}",
            "CANAILLE": {
                "DATABASE": "memory",
                "JAVASCRIPT": False,
                "ACL": {"DEFAULT": {"PERMISSIONS": ["use_oidc"]}},
                "LOGGING": {"version": 1, "disable_existing_loggers": True},
            },
            "CANAILLE_OIDC": {"ACTIVE_JWKS": [key.as_dict(private=True)]},
        },
        env_file=None,
        # Else it would read names as common as DEBUG from the environment.
        env_prefix="GATEHOUSE_TEST_PROVIDER_",
    )
    holder["app"] = app
    backend = Backend.instance

    with app.app_context():
        groups = {}
        for name, address, given, family, group in PEOPLE:
            person = models.User(
                user_name=name,
                emails=[address],
                given_name=given,
                family_name=family,
                formatted_name=f"{given} {family}",
                password=options.password,
            )
            backend.save(person)
            groups.setdefault(group, []).append(person)
        for name, members in groups.items():
            backend.save(models.Group(display_name=name, members=members))
        client = models.Client(
            client_id=options.client_id,
            client_secret=options.client_secret,
            client_name="Gatehouse",
            # One that Canaille trusts: it asks nobody for consent.
            client_uri="http://127.0.0.1/",
            contacts=[],
            redirect_uris=[options.redirect] if options.redirect else [],
            post_logout_redirect_uris=[options.logout_redirect] if options.logout_redirect else [],
            grant_types=["authorization_code"],
            response_types=["code"],
            scope=["openid", "email", "profile", "groups"],
            token_endpoint_auth_method="client_secret_basic",
            client_id_issued_at=datetime.datetime.now(datetime.timezone.utc),
        )
        backend.save(client)
        backend.update(client, audience=[client])
        backend.save(client)

    if options.signed_in:

        @app.before_request
        def signed_in():
            person = backend.get(models.User, user_name=options.signed_in)
            g.session = UserSession(user=person, last_login_datetime=datetime.datetime.now(datetime.timezone.utc))

    @app.before_request
    def one_code_at_a_time():
        # Among several codes of one client Canaille's memory does not find the right one.
        if request.path == "/oauth/authorize":
            for code in backend.query(models.AuthorizationCode):
                backend.delete(code)

    # Codes live for a day; the provider's own question whether one is too old is answered with yes for these.
    expired = set()
    is_expired = models.AuthorizationCode.is_expired
    models.AuthorizationCode.is_expired = lambda code: code.code in expired or is_expired(code)

    @app.route("/expire-codes")
    def expire_codes():
        expired.update(code.code for code in backend.query(models.AuthorizationCode))
        return "done"

    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(issuer=f"http://127.0.0.1:{port}", port=port)
    for line in sys.stdin:
        asked = json.loads(line)
        with app.app_context():
            backend.update(
                client,
                redirect_uris=[asked["redirect"]],
                post_logout_redirect_uris=[asked["logout_redirect"]],
            )
            backend.save(client)
        say(ready=True)


main()

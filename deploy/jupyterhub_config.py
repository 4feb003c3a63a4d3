"""JupyterHub for facilitators whose rooms are on the organisation's own server.

Change hub.example.org and rooms.example.org, and choose how facilitators log in. docs/hub.md says
what it does and why, and what there is to check. Participants have no account here, and nothing of
theirs passes through it.
"""

c = get_config()  # noqa: F821  # JupyterHub gives it

# A name for each facilitator, ann.hub.example.org: a browser lets no page of one of them read what
# another's shows, and only their own pages lead their room. Needs DNS and a certificate for
# *.hub.example.org. TLS is before it, as by nginx; nothing else may reach port 8000.
c.JupyterHub.subdomain_host = "https://hub.example.org"
c.JupyterHub.bind_url = "http://127.0.0.1:8000"

# Nobody gets in before you choose an authenticator and say who may:
# c.JupyterHub.authenticator_class = ...
# c.Authenticator.allowed_users = {"ann", "bob"}
# An admin may enter every facilitator's server, and so lead their room: name none who need not.
c.Authenticator.admin_users = set()

# Where rooms are (docs/hosting.md), and the key that makes them: it opens none.
c.Spawner.environment = {
    "ASKFIRST_SERVICE": "https://rooms.example.org",
    "ASKFIRST_ORGANISATION_KEY": "/etc/askfirst/organisation-key",
}

# A step of a workshop is a request of its facilitator: no log keeps one, not where it fails either.
# The proxy prints each request that finds no server; what ends the proxy itself is still printed.
# To look for a fault, when no workshop runs, take these lines out.
c.JupyterHub.log_level = "ERROR"
c.JupyterHub.tornado_settings = {"log_function": lambda _request: None}
c.ConfigurableHTTPProxy.log_level = "error"
c.ConfigurableHTTPProxy.command = [
    *("sh", "-c", 'exec configurable-http-proxy "$@" > /dev/null', "configurable-http-proxy")
]
c.Spawner.args = ["--log-level=CRITICAL"]

c.Spawner.default_url = "/lab"

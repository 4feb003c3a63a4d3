"""A facilitator on a JupyterHub: a room on the organisation's server, led behind a login."""

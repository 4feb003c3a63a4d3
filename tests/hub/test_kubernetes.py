"""The part of docs/hub.md on Kubernetes: what it sets exists, and agrees with what was tried."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import yaml

from tests.hub.test_settings import ROOT, Config, configured

PART: Final = (
    (ROOT / "docs" / "hub.md").read_text(encoding="utf-8").partition("## On Kubernetes")[2]
)
# What KubeSpawner 7.1.0 can be told: kubespawner/spawner.py in jupyterhub/kubespawner.
TRAITS: Final = frozenset(
    {
        "allow_privilege_escalation",
        "automount_service_account_token",
        "cmd",
        "fs_gid",
        "gid",
        "image",
        "mem_guarantee",
        "mem_limit",
        "pvc_name_template",
        "storage_access_modes",
        "storage_capacity",
        "storage_pvc_ensure",
        "uid",
        "volume_mounts",
        "volumes",
    }
)
# What the chart can be told: values.yaml and templates in jupyterhub/zero-to-jupyterhub-k8s.
VALUES: Final = frozenset(
    {
        "singleuser.extraEnv",
        "singleuser.networkPolicy.egressAllowRules.privateIPs",
        "proxy.chp.extraCommandLineFlags",
        "ingress.enabled",
        "ingress.hosts",
        "ingress.tls",
        "cull.enabled",
        "cull.timeout",
    }
)


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PART, re.DOTALL)
    return str(found)


def pods() -> Config:
    """What the Python there sets."""
    config = Config()
    exec(block("python"), {"c": config})  # our own documentation
    spawner: Config = config.KubeSpawner
    return spawner


def values() -> Any:
    return yaml.safe_load(block("yaml"))


def named(tree: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """Yield the dotted names of all leaves; variables of the environment have any name."""
    for name, value in tree.items():
        deeper = isinstance(value, dict) and name != "extraEnv"
        yield from named(value, f"{before}{name}.") if deeper else [before + name]


def test_all_that_is_set_exists() -> None:
    """Spawner and chart know every name; one that they do not know they would pass over."""
    assert set(pods()) <= TRAITS
    assert set(named(values())) <= VALUES


def test_pods_are_told_what_servers_without_kubernetes_are() -> None:
    """The chart overrides what all spawners are told, so its values say the same once more."""
    assert values()["singleuser"]["extraEnv"] == configured()["Spawner"]["environment"]


def test_home_and_key_are_where_the_rest_looks_for_them() -> None:
    """The claim that is made is mounted at the image's home, and the key where its path leads."""
    spawner = pods()
    volumes = {one["name"]: one for one in spawner.volumes}
    mounts = {one["name"]: one for one in spawner.volume_mounts}
    assert volumes.keys() == mounts.keys()
    assert volumes["home"]["persistentVolumeClaim"]["claimName"] == spawner.pvc_name_template
    assert f"--home-dir {mounts['home']['mountPath']} --uid {spawner.uid}" in PART
    folder, _, name = values()["singleuser"]["extraEnv"]["ASKFIRST_ORGANISATION_KEY"].rpartition(
        "/"
    )
    assert mounts["key"]["mountPath"] == folder
    assert f"{volumes['key']['secret']['secretName']} --from-file={name}" in " ".join(PART.split())


def test_no_pod_gets_more_than_it_needs() -> None:
    """No pod runs as root, rises to it or talks to the cluster, and the key cannot be written."""
    spawner = pods()
    assert spawner.uid == spawner.gid == spawner.fs_gid == 1000
    assert not spawner.allow_privilege_escalation
    assert not spawner.automount_service_account_token
    assert [one.get("readOnly") for one in spawner.volume_mounts if one["name"] == "key"] == [True]

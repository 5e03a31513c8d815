"""What the tests of the manifests ask of YAML.

kubernetes.py check FILE...              says which fields a cluster would not know
kubernetes.py bundle FILE ROOTFS RESULTS NAME=VALUE...
                                         an OCI runtime's config.json, which does what
                                         the manifest's container does
"""
import json
import sys

import yaml

ANY = object()
NAMES = {str: str}  # any names, with values of a type
LABELS = {"name": str, "labels": NAMES}
SELECTOR = {"matchLabels": NAMES}
EXEC = {"exec": {"command": [str]}}
CONTAINER = {
    "name": str, "image": str, "command": [str], "readinessProbe": EXEC,
    "env": [{"name": str, "value": str, "valueFrom": {"fieldRef": {"fieldPath": str}}}],
    "resources": {"requests": NAMES, "limits": NAMES},
    "securityContext": {
        "runAsNonRoot": bool, "runAsUser": int, "runAsGroup": int,
        "readOnlyRootFilesystem": bool, "allowPrivilegeEscalation": bool,
        "capabilities": {"drop": [str]}, "seccompProfile": {"type": str}},
    "volumeMounts": [{"name": str, "mountPath": str}],
}
VOLUMES = [{"name": str, "emptyDir": {"medium": str},
            "persistentVolumeClaim": {"claimName": str}}]
POD = {
    "runtimeClassName": str, "automountServiceAccountToken": bool, "restartPolicy": str,
    "serviceAccountName": str, "tolerations": [{"operator": str}],
    "affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
        {"topologyKey": str, "labelSelector": SELECTOR}]}},
    "securityContext": {"fsGroup": int}, "containers": [CONTAINER], "volumes": VOLUMES,
}
TEMPLATE = {"metadata": {"labels": NAMES}, "spec": POD}
SCHEMAS = {
    ("apps/v1", "DaemonSet"): {
        "apiVersion": str, "kind": str, "metadata": LABELS, "spec": {
            "selector": SELECTOR, "template": TEMPLATE,
            "updateStrategy": {"rollingUpdate": {"maxUnavailable": ANY}}}},
    ("batch/v1", "Job"): {
        "apiVersion": str, "kind": str, "metadata": LABELS, "spec": {
            "completions": int, "parallelism": int, "backoffLimit": int,
            "template": TEMPLATE}},
    (None, None): {
        "sonobuoy-config": {"driver": str, "plugin-name": str, "description": str,
                            "result-format": str, "result-files": [str]},
        "podSpec": POD, "spec": CONTAINER, "extra-volumes": VOLUMES},
}


class Strict(yaml.SafeLoader):
    """A key that is there twice is a mistake."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep) for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise yaml.YAMLError(f"a key twice, line {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep)


def mistakes(value, schema, where):
    """Yields what does not fit, one line each."""
    if schema is ANY:
        return
    if isinstance(schema, type):
        if type(value) is not schema:
            yield f"{where}: {value!r} is no {schema.__name__}"
    elif isinstance(schema, list):
        if not isinstance(value, list):
            yield f"{where}: no list"
            return
        for i, item in enumerate(value):
            yield from mistakes(item, schema[0], f"{where}[{i}]")
    elif not isinstance(value, dict):
        yield f"{where}: no mapping"
    else:
        for name, item in value.items():
            if name not in schema and str not in schema:
                yield f"{where}.{name}: unknown"
            else:
                yield from mistakes(item, schema.get(name, schema.get(str)), f"{where}.{name}")


def parts(manifest):
    """The pod, its volumes and its container."""
    if "sonobuoy-config" in manifest:
        volumes = manifest["extra-volumes"] + [{"name": "results", "emptyDir": {}}]
        return manifest["podSpec"], volumes, manifest["spec"]
    pod = manifest["spec"]["template"]["spec"]
    return pod, pod["volumes"], pod["containers"][0]


def contradictions(manifest):
    """Yields what fits alone, but not together."""
    pod, volumes, container = parts(manifest)
    names = [volume["name"] for volume in volumes]
    for mount in container["volumeMounts"]:
        if mount["name"] not in names:
            yield f"no volume {mount['name']}"
    if "sonobuoy-config" in manifest:
        stays, config = "--stay" in container["command"], manifest["sonobuoy-config"]
        if (config["driver"], stays) not in [("DaemonSet", True), ("Job", False)]:
            yield "what stays is a DaemonSet"
        return
    spec = manifest["spec"]
    labels = spec["template"]["metadata"]["labels"]
    if manifest["kind"] == "Job":
        if pod.get("restartPolicy") != "Never":
            yield "a job is not started again"
    elif not spec["selector"]["matchLabels"].items() <= labels.items():
        yield "the selector does not select its pods"


def load(path):
    with open(path, encoding="utf-8") as file:
        return [document for document in yaml.load_all(file, Strict) if document]


def check(paths):
    found = 0
    for path in paths:
        for manifest in load(path):
            schema = SCHEMAS[manifest.get("apiVersion"), manifest.get("kind")]
            wrong = list(mistakes(manifest, schema, "")) or list(contradictions(manifest))
            for line in wrong:
                print(f"{path}: {line}")
            found += len(wrong)
    return found > 0


def mount(destination, kind, *options, source=None):
    return {"destination": destination, "type": kind, "source": source or kind,
            "options": list(options)}


def bundle(path, rootfs, results, *settings):
    _, volumes, container = parts(load(path)[0])
    security = container["securityContext"]
    in_memory = [v["name"] for v in volumes if v.get("emptyDir", {}).get("medium") == "Memory"]
    mounts = [mount("/proc", "proc"), mount("/dev", "tmpfs", "mode=755"),
              mount("/dev/shm", "tmpfs", "mode=1777"), mount("/dev/mqueue", "mqueue")]
    for volume in container["volumeMounts"]:
        if volume["name"] in in_memory:
            mounts.append(mount(volume["mountPath"], "tmpfs", "mode=1777"))
        else:
            mounts.append(mount(volume["mountPath"], "bind", "bind", "rw", source=results))
    environment = [f"{e['name']}={e['value']}" for e in container["env"] if e.get("value")]
    json.dump({
        "ociVersion": "1.0.2",
        "root": {"path": rootfs, "readonly": security["readOnlyRootFilesystem"]},
        "process": {
            "user": {"uid": security["runAsUser"], "gid": security["runAsGroup"]},
            "cwd": "/", "args": container["command"],
            "env": ["PATH=/bin", *environment, *settings],
            "noNewPrivileges": not security["allowPrivilegeEscalation"]},
        "mounts": mounts,
        "linux": {"namespaces": [{"type": name}
                                 for name in ("pid", "ipc", "mount", "uts", "network")]},
    }, sys.stdout)


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    sys.exit({"check": lambda *paths: check(paths), "bundle": bundle}[command](*arguments))

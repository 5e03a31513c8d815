"""Does what a runner of GitHub does with the steps of a composite action, as far as its
tests need it.

action.py ACTION.YML FOLDER [INPUT=VALUE]...

The folder gets the runner's files, which are given to each step: output, summary. The first
step that fails is the last one, and its exit status that of the whole; steps that use another
action are only named.
"""
import os
import re
import subprocess
import sys

import yaml


def expand(text, inputs, outputs):
    """The value of ${{ inputs.NAME }} and ${{ steps.ID.outputs.NAME }} in a text."""
    def value(match):
        words = match[1].split(".")
        if words[0] == "inputs" and len(words) == 2:
            return inputs[words[1]]
        if words[0] == "steps" and words[2] == "outputs" and len(words) == 4:
            return outputs[words[1]].get(words[3], "")
        raise ValueError(f"unknown expression: {match[0]}")
    return re.sub(r"\$\{\{ *([^ }]*) *\}\}", value, text)


def read_outputs(path):
    with open(path, encoding="utf-8") as file:
        return dict(line.rstrip("\n").split("=", 1) for line in file)


def run_step(step, folder, action, settings):
    """Runs it with an empty file of outputs; returns its exit status and outputs."""
    path = os.path.join(folder, "output")
    open(path, "w", encoding="utf-8").close()
    environment = dict(os.environ, GITHUB_ACTIONS="true", GITHUB_OUTPUT=path,
                       GITHUB_STEP_SUMMARY=os.path.join(folder, "summary"),
                       GITHUB_ACTION_PATH=os.path.dirname(os.path.abspath(action)),
                       RUNNER_TEMP=folder, **settings)
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    status = subprocess.run(command, env=environment, check=False).returncode
    return status, read_outputs(path)


def main(action, folder, *given):
    with open(action, encoding="utf-8") as file:
        description = yaml.safe_load(file)
    inputs = {name: item.get("default", "") for name, item in description["inputs"].items()}
    for pair in given:
        name, value = pair.split("=", 1)
        if name not in inputs:
            raise ValueError(f"unknown input: {name}")
        inputs[name] = value
    failed, outputs = 0, {}
    for step in description["runs"]["steps"]:
        if failed:
            break
        if "${{" in step.get("run", ""):
            raise ValueError(f"{step['name']}: text of others becomes a part of a program")
        if "uses" in step:
            values = {name: expand(value, inputs, outputs)
                      for name, value in step["with"].items()}
            print(f"uses {step['uses']} {values}", flush=True)
            continue
        settings = {name: expand(value, inputs, outputs)
                    for name, value in step.get("env", {}).items()}
        failed, outputs[step.get("id")] = run_step(step, folder, action, settings)
    for name, item in description["outputs"].items():
        print(f"output {name}={expand(item['value'], inputs, outputs)}")
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

#!/usr/bin/env bash
# A step of action.yml: runs the suite as its inputs say. What comes of it is told to the
# steps that follow, so it fails only if the inputs make no sense.
set -u
# shellcheck source=../lib/common.sh
. "$(dirname "$0")/../lib/common.sh"
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

case $#:${1-} in
0:) ;;
1:--help)
	say "Usage: scripts/ci/run.sh
Runs scripts/conformance with the inputs of action.yml: INPUT_TARGET, INPUT_BASELINE,
INPUT_MECHANISMS, INPUT_OUTPUT, INPUT_JOBS, INPUT_TIME_SCALE. Writes to GITHUB_OUTPUT:
status, the exit status; report, the folder; artifact, a name for it."
	exit 0
	;;
*) die "unknown argument: $(printable "$1"); see --help" ;;
esac
for name in TARGET BASELINE MECHANISMS OUTPUT JOBS TIME_SCALE; do
	no_control_characters "$name"
done
target=${INPUT_TARGET:-native}
output=${INPUT_OUTPUT:-${RUNNER_TEMP:-$PWD}/ipcts}
arguments=(--no-setup --target="$target" --output="$output")
[ -z "${INPUT_BASELINE:-}" ] || arguments+=(--baseline="$INPUT_BASELINE")
[ -z "${INPUT_JOBS:-}" ] || arguments+=(--jobs="$INPUT_JOBS")
[ -z "${INPUT_TIME_SCALE:-}" ] || arguments+=(--time-scale="$INPUT_TIME_SCALE")
IFS=' ,' read -r -a mechanisms <<<"${INPUT_MECHANISMS:-}"
for name in "${mechanisms[@]}"; do
	[ -z "$name" ] || arguments+=(--mechanism="$name")
done

# What cases print is no command to the runner.
status=0
begin_foreign_output
"$top/scripts/conformance" "${arguments[@]}" || status=$?
end_foreign_output

set_output status "$status"
set_output report "$output"
set_output artifact "ipcts-$(printf '%s' "$target" | tr -c 'A-Za-z0-9._-' _)"

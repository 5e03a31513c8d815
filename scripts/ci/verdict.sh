#!/usr/bin/env bash
# The last step of action.yml: whether the job fails.
set -u
# shellcheck source=../lib/common.sh
. "$(dirname "$0")/../lib/common.sh"

case $#:${1-} in
1:--help)
	say "Usage: scripts/ci/verdict.sh STATUS FAIL-ON
STATUS is the exit status of scripts/conformance. FAIL-ON says what fails the job: \"new\",
new deviations and broken cases, or \"never\", only a suite that could not run."
	exit 0
	;;
2:*) ;;
*) die "expected two arguments; see --help" ;;
esac
case $1:$2 in
0:new | 0:never | 1:never) exit 0 ;;
1:new) say "There are new deviations or broken cases; the summary of the job names them."; exit 1 ;;
*:new | *:never) die "the suite could not run: exit status $(printable "${1:-missing}")" ;;
*) die "fail-on: $(printable "$2"): neither new nor never" ;;
esac

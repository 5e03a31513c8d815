#!/usr/bin/env bash
# A step of action.yml: report.md as the summary of the job, which may have 1 MiB.
set -u
# shellcheck source=../lib/common.sh
. "$(dirname "$0")/../lib/common.sh"

limit=1000000

case $#:${1-} in
1:--help)
	say "Usage: scripts/ci/summary.sh FOLDER
Appends FOLDER/report.md to GITHUB_STEP_SUMMARY."
	exit 0
	;;
1:-* | 0:*) die "expected the folder of a report; see --help" ;;
1:*) ;;
*) die "one folder at a time; see --help" ;;
esac
page=$1/report.md
{
	if [ ! -f "$page" ]; then
		say "## POSIX IPC conformance: there is no report; the log says why"
	elif [ "$(stat -c %s "$page")" -le "$limit" ]; then
		cat "$page"
	else
		head -c "$limit" "$page" | sed '$d'
		say ""
		say "*The rest is in the artifact.*"
	fi
} >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}" || die "cannot write GITHUB_STEP_SUMMARY"

#!/usr/bin/env bash
# A step of action.yml: an annotation for each new deviation and each broken case.
set -u
# shellcheck source=../lib/common.sh
. "$(dirname "$0")/../lib/common.sh"

# GitHub shows no more of a level in a step.
limit=10

case $#:${1-} in
1:--help)
	say "Usage: scripts/ci/annotate.sh FOLDER
Prints what FOLDER/report.json says is new or broken as commands of a GitHub workflow:
an error for each new deviation and each problem, a warning for what is broken."
	exit 0
	;;
1:-* | 0:*) die "expected the folder of a report; see --help" ;;
1:*) ;;
*) die "one folder at a time; see --help" ;;
esac
command -v jq >/dev/null || die "jq is missing: apt-get install jq"
[ -f "$1/report.json" ] || {
	say "::error title=ipcts::There is no report; the log of the run says why"
	exit 0
}

# Text of results ends up in one line, as text.
jq -r --argjson limit "$limit" '
	def text: tostring | .[:1000] | gsub("%"; "%25") | gsub("\r"; "%0D") | gsub("\n"; "%0A");
	def title: text | gsub(":"; "%3A") | gsub(","; "%2C");
	def annotation($level): "::\($level) title=\("ipcts: " + .title | title)::\(.text | text)";
	def few($level): if length > $limit then
			.[:$limit - 1] + [{title: "and \(length - $limit + 1) more",
				text: "The summary of the job and the artifact have them all."}]
		else . end | .[] | annotation($level);
	def entry: {
		title: "\(.id // .name) \(if .verdict == "broken" then "is broken" else "deviates" end)",
		text: ([(select(.statement) | "\(.source): \(.statement)"), .reason,
			([.cases[]? | select(.verdict == "deviates" or .verdict == "broken") |
				.reproduce | select(.)][0] // .reproduce)] |
			map(select(. != null and . != "")) | join("\n"))
	};
	[.requirements[], .error_conditions[], .other_cases[]] as $all |
	([.problems[] | {title: "could not run", text: .}] +
		[$all[] | select(.verdict == "deviates") | entry] | few("error")),
	([$all[] | select(.verdict == "broken") | entry] | few("warning"))
	' "$1/report.json" || die "cannot read $(printable "$1")/report.json"

#!/bin/sh
# What a container of the image does: runs every shard, one after the other, and reports.
set -uf

usage='Runs the IPC test suite in this container, prints a summary per mechanism and writes
report.html, report.json, report.md, junit.xml and results/*.db to /out. Settings come
from the environment:

  IPCTS_OUT         the folder to write to (/out)
  IPCTS_MECHANISMS  only these, as in "pipe mq" (all)
  IPCTS_JOBS        cases run at the same time (the number of processors)
  IPCTS_BASELINE    the known deviations: a file, the name of a baseline in the image,
                    or "none" (linux)
  IPCTS_TIME_SCALE  multiplies every time limit, for slow systems (1)
  IPCTS_SETTINGS    other settings of the cases, as in "deadline=60 observe=state"

It needs /proc, a /tmp and IPCTS_OUT that can be written to, and no privileges.
Exit status: 0 conforming, or nothing beyond the baseline; 1 new deviations or broken
cases; 2 could not run; 130 or 143 interrupted.'

suite=$(cd "$(dirname "$0")" && pwd -P) || exit 2
out=${IPCTS_OUT:-/out}
unfinished=$out/unfinished # the results so far
private=
child= # the shard that runs, leader of a process group
some_ran=
could_not_run=
newline='
'

die() {
	printf 'ipcts: %s\n' "$*" >&2
	exit 2
}

printable() {
	printf '%s' "$1" | tr '\001-\037\177' '?'
}

clean_up() {
	[ -z "$private" ] || rm -rf "${private:?}"
}

# kyua ends its cases when it is told to end.
on_signal() {
	trap '' INT TERM
	if [ -n "$child" ]; then
		kill -TERM "-$child" "$child" 2>/dev/null
		wait "$child"
	fi
	echo "ipcts: interrupted; what is finished is in $unfinished" >&2
	exit "$1"
}

# The mechanisms of the suite, one a line.
list_mechanisms() {
	(set +f && cd "$suite/cases" && printf '%s\n' */Kyuafile) |
		sed -e 's|/.*||' -e '/^environment$/d'
}

# Sets $shards; the facts of the environment are always noted.
choose_shards() {
	chosen=$(printf '%s' "${IPCTS_MECHANISMS:-}" | tr -s ', \t' '\n')
	for name in $chosen; do
		list_mechanisms | grep -qxF -e "$name" ||
			die "IPCTS_MECHANISMS: unknown mechanism: $(printable "$name"); there are: $(
				list_mechanisms | tr '\n' ' ')"
	done
	mechanisms=$(list_mechanisms)
	[ -z "$chosen" ] || mechanisms=$(list_mechanisms | grep -xF -e "$chosen")
	shards=$mechanisms
	[ ! -d "$suite/cases/environment" ] || shards="environment$newline$mechanisms"
}

# The baselines of the image.
list_baselines() {
	(set +f && cd "$suite/baselines" 2>/dev/null && printf '%s ' *.baseline) | sed 's/[.]baseline//g'
}

# Sets $baseline to a file, or to nothing.
choose_baseline() {
	baseline=${IPCTS_BASELINE:-linux}
	case $baseline in
	none) baseline= ;;
	*/*) ;;
	*) baseline=$suite/baselines/$baseline.baseline ;;
	esac
	if [ -z "${IPCTS_BASELINE:-}" ] && [ ! -f "$baseline" ]; then
		baseline=
	fi
	[ -z "$baseline" ] || { [ -r "$baseline" ] && [ ! -d "$baseline" ]; } ||
		die "IPCTS_BASELINE: cannot read $(printable "$baseline"); there are: $(list_baselines)"
}

# Sets $settings to NAME=VALUE, separated by spaces.
choose_settings() {
	jobs=${IPCTS_JOBS:-$(nproc 2>/dev/null || echo 1)}
	case $jobs in
	*[!0-9]* | 0* | ?????*) die "IPCTS_JOBS=$(printable "$jobs"): not a number of cases" ;;
	esac
	settings=${IPCTS_SETTINGS:-}
	for setting in $settings; do
		printf '%s\n' "$setting" | grep -qE '^[a-z_-]+=' ||
			die "IPCTS_SETTINGS: $(printable "$setting"): not NAME=VALUE"
	done
	[ -n "${IPCTS_TIME_SCALE:-}" ] || return 0
	{ printf '%s\n' "$IPCTS_TIME_SCALE" | grep -qxE '[0-9]+([.][0-9]+)?' &&
		[ -n "$(printf '%s' "$IPCTS_TIME_SCALE" | tr -d 0.)" ]; } ||
		die "IPCTS_TIME_SCALE=$(printable "$IPCTS_TIME_SCALE"): not a number above 0"
	settings="$settings time_scale=$IPCTS_TIME_SCALE"
}

prepare_output() {
	case $out in
	/*) ;;
	*) die "IPCTS_OUT=$(printable "$out"): not an absolute path" ;;
	esac
	private=$(mktemp -d "${TMPDIR:-/tmp}/ipcts.XXXXXX" 2>/dev/null) ||
		die "cannot write to ${TMPDIR:-/tmp}: mount a tmpfs there"
	{ mkdir -p "$out" && rm -rf "${unfinished:?}" && mkdir "$unfinished"; } 2>/dev/null ||
		die "cannot write to $(printable "$out"): mount a folder there that user $(id -u) can write to"
}

# run_suite JOBS FILTER...: sets $status.
run_suite() {
	number=$1
	shift
	options=
	for setting in $settings; do
		options="$options --set $setting"
	done
	# shellcheck disable=SC2086 # words without spaces
	setsid "$suite/run" --jobs "$number" $options "$private/out" "$@" \
		>"$private/lines" 2>"$private/errors" </dev/null &
	child=$!
	status=0
	wait "$child" 2>/dev/null || status=$?
	child=
}

# Why there are no results.
reason() {
	reason=$(grep -m 1 'kyua: E:' "$private/errors" || tail -n 1 "$private/errors")
	printable "${reason:-exit status $status}"
}

# What dies loses what the shard had so far, and does so while a case runs: the first one, in
# their order, that has not finished. The others run again without it.
narrow() {
	deaths=0
	printf '%s: it died (%s); trying again, one case at a time\n' "$shard" "$(reason)"
	HOME="$private" PATH="$suite/kyua:$PATH" kyua --config=none --logfile=/dev/null list \
		-k "$suite/Kyuafile" "cases/$shard" >"$private/rest" 2>/dev/null
	while [ "$status" -gt 1 ] && [ -s "$private/rest" ] && [ "$deaths" -lt 20 ]; do
		# shellcheck disable=SC2046 # words without spaces
		run_suite 1 $(cat "$private/rest")
		[ "$status" -gt 1 ] || break
		# Without a pattern, not every grep -v finds something.
		{ echo none; sed -n 's/  ->  [a-z].*//p' "$private/lines"; } >"$private/finished"
		culprit=$(grep -m 1 -vxF -f "$private/finished" "$private/rest") || break
		deaths=$((deaths + 1))
		printf '%s: it dies while %s runs\n' "$shard" "$culprit"
		printf '%s\tit died: %s\n' "$culprit" "$(reason)" >>"$private/died"
		grep -vxF -e "$culprit" "$private/rest" >"$private/rest.part"
		mv "$private/rest.part" "$private/rest"
	done
}

# run_shard SHARD: its results appear only when they are complete.
run_shard() {
	shard=$1
	mkdir -p "$private/out"
	chmod 755 "$private"
	[ -z "$baseline" ] || cp "$baseline" "$private/out/baseline" || return
	: >"$private/died"
	run_suite "$jobs" "cases/$shard"
	if [ "$status" -gt 1 ] && grep -q '  ->  [a-z]' "$private/lines"; then
		narrow
	fi
	show_shard
	if [ "$status" -le 1 ] && keep_results; then
		some_ran=yes
		return 0
	fi
	rm -f "$unfinished/$shard.db.part" "$unfinished/$shard.died"
	printf 'ipcts: no results for %s: %s\n' "$shard" "$(reason)" >&2
	could_not_run=yes
}

keep_results() {
	cp "$private/out/results.db" "$unfinished/$shard.db.part" &&
		{ [ ! -s "$private/died" ] || cp "$private/died" "$unfinished/$shard.died"; } &&
		mv "$unfinished/$shard.db.part" "$unfinished/$shard.db"
} 2>>"$private/errors"

# kyua's lines, "PROGRAM:CASE  ->  VERDICT: REASON  [0.004s]": those that failed, and how many.
show_shard() {
	grep -E '  ->  (failed|broken)' "$private/lines" | cut -c 1-300 | tr '\001-\011\013-\037\177' '?'
	cases=$(grep -c '  ->  ' "$private/lines")
	if [ "$cases" = 1 ]; then cases="1 case"; else cases="$cases cases"; fi
	printf '%s: %s, %s failed, %s skipped\n' "$shard" "$cases" \
		"$(grep -cE '  ->  (failed|broken)' "$private/lines")" \
		"$(grep -c '  ->  skipped' "$private/lines")"
}

# The finished run takes the place of the one before.
publish() {
	if [ -z "$some_ran" ]; then
		rmdir "$unfinished"
		exit 2
	fi
	rm -rf "${out:?}/results"
	mv "$unfinished" "$out/results" || die "cannot write to $out"
	for name in report.html report.json report.md junit.xml; do
		rm -f "${out:?}/$name"
	done
}

report() {
	set --
	[ -z "$baseline" ] || set -- --baseline "$baseline"
	for name in $mechanisms; do
		set -- "$@" --mechanism "$name"
	done
	status=0
	"$suite/ipcts-report" "$@" --format text \
		--format html --output "$out/report.html" --format json --output "$out/report.json" \
		--format markdown --output "$out/report.md" \
		--format junit --output "$out/junit.xml" \
		--format summary --output "$out/summary.tsv" "$out/results" || status=$?
	[ "$status" -le 1 ] && [ -z "$could_not_run" ] || status=2
	return "$status"
}

case $#:${1-} in
0:) ;;
1:--help) printf '%s\n' "$usage"; exit 0 ;;
*) die "unknown argument: $(printable "$1"); see --help" ;;
esac
trap clean_up EXIT
trap 'on_signal 130' INT
trap 'on_signal 143' TERM
choose_shards
choose_baseline
choose_settings
prepare_output
for shard in $shards; do
	run_shard "$shard"
done
publish
report

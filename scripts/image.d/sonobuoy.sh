#!/bin/sh
# What a container of the image does as a plugin of Sonobuoy: runs the suite, packs what it
# wrote, and then says so in the file "done", which Sonobuoy waits for.
set -u

# shellcheck disable=SC2016 # the names of variables
usage='Usage: sonobuoy [--stay]
Runs the IPC test suite as /ipcts/entrypoint does, with the same settings. In
$SONOBUOY_RESULTS_DIR (/tmp/sonobuoy/results) it leaves ipcts.tar.gz, with junit.xml, the
reports, the results, the output (log.txt) and the exit status, then "done", which holds
the path of the archive.

  --stay  do not end: a DaemonSet would start it again. One that is started again does not
          run the suite again.

Exit status: 0 if there is an archive, whatever the suite found; 2 could not write it.'

suite=$(cd "$(dirname "$0")" && pwd -P) || exit 2
folder=${SONOBUOY_RESULTS_DIR:-/tmp/sonobuoy/results}
archive=$folder/ipcts.tar.gz
child= # what it waits for
private=

die() {
	printf 'sonobuoy: %s\n' "$*" >&2
	exit 2
}

on_signal() {
	trap '' INT TERM
	if [ -n "$child" ]; then
		kill -TERM "$child" 2>/dev/null
		wait "$child"
	fi
	exit "$1"
}

await() {
	status=0
	wait "$child" || status=$?
	child=
}

# The suite's output is shown as it comes, and kept.
run_suite() {
	{ mkfifo "$private/output" && mkdir "$private/out"; } || die "cannot write to $private"
	tee "$private/out/log.txt" <"$private/output" &
	reader=$!
	IPCTS_OUT=$private/out "$suite/entrypoint" >"$private/output" 2>&1 </dev/null &
	child=$!
	await
	wait "$reader"
	echo "$status" >"$private/out/status"
	[ -f "$private/out/junit.xml" ] || why_not >"$private/out/junit.xml"
}

# Without results there is one test, which could not run, for the reason given last.
why_not() {
	reason=$(tail -n 1 "$private/out/log.txt" | tr '\001-\011\013-\037\177' '?' |
		sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' -e 's/"/\&quot;/g')
	cat <<-END
		<?xml version="1.0" encoding="UTF-8"?>
		<testsuites name="ipcts">
		<testsuite name="ipcts" tests="1" failures="0" errors="1" skipped="0">
		<testcase classname="ipcts" name="run"><error type="broken" message="$reason"/></testcase>
		</testsuite>
		</testsuites>
	END
}

# Nobody sees half an archive, nor "done" before it.
hand_over() {
	{ tar -czf "$archive.part" -C "$private/out" . && mv "$archive.part" "$archive" &&
		printf %s "$archive" >"$folder/done.part" && mv "$folder/done.part" "$folder/done"; } ||
		die "cannot write to $folder"
}

stay=
case $#:${1-} in
0:) ;;
1:--stay) stay=yes ;;
1:--help) printf '%s\n' "$usage"; exit 0 ;;
*) die "unknown argument: $(printf '%s' "$1" | tr '\001-\037\177' '?'); see --help" ;;
esac
trap '[ -z "$private" ] || rm -rf "${private:?}"' EXIT
trap 'on_signal 130' INT
trap 'on_signal 143' TERM
if [ ! -f "$folder/done" ]; then
	{ mkdir -p "$folder" && : >"$archive.part"; } 2>/dev/null ||
		die "cannot write to $folder: user $(id -u) must have a folder there"
	private=$(mktemp -d "${TMPDIR:-/tmp}/sonobuoy.XXXXXX" 2>/dev/null) ||
		die "cannot write to ${TMPDIR:-/tmp}: mount a tmpfs there"
	run_suite
	hand_over
fi
while [ -n "$stay" ]; do
	sleep 3600 &
	child=$!
	await
done

# shellcheck shell=bash disable=SC2034 # what is unused here is used elsewhere
# What the scripts share: their words, their packages, their children.
#
# A script says before it reads this file: set -u; and which it is by its name.

# A shell that starts a script in the background has SIGINT ignored, which bash cannot undo.
if [ -n "$(trap -p INT)" ]; then
	exec env --default-signal=INT "$0" "$@"
fi

me=${0##*/}
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P) || exit 2

# Debian packages: what `make` and a conformance run need ...
conformance_packages=(
	gcc libc6-dev make pkg-config
	kyua libatf-dev libfiu-dev fiu-utils libjansson-dev libseccomp-dev libsqlite3-dev
)
# ... what the steps of action.yml need besides ...
ci_packages=(jq)
# ... and what the project's own tests need besides.
check_packages=(
	git clang clang-format cppcheck shellcheck
	atf-sh libxml2-utils musl-tools chromium
	busybox-static jq python3-yaml runc runsc
)
# npm may come from elsewhere, with a Node.js that Debian's package does not go with.
command -v npm >/dev/null || check_packages+=(nodejs npm)

# Every script ends with one line that says why it could not run.
die() {
	printf '%s: %s\n' "$me" "$*" >&2
	exit 2
}

say() {
	printf '%s\n' "$*"
}

# What a program wrote may go to a terminal: printable characters only.
printable() {
	printf '%s' "${1//[[:cntrl:]]/?}"
}

# plural 2 case -> "2 cases"
plural() {
	printf '%s %s%s' "$1" "$2" "$([ "$1" = 1 ] || printf s)"
}

processors() {
	getconf _NPROCESSORS_ONLN 2>/dev/null || printf '1\n'
}

# run_child [-o FILE] COMMAND...: in a process group of its own, so that a signal
# to the script is acted upon at once; what it says goes to FILE. (To redirect the
# function would redirect what a trap says, too.) The command is $child meanwhile.
# Descriptor 9 is for a lock of the script, which is nobody else's affair.
child=
run_child() {
	local status=0 output=

	if [ "$1" = -o ]; then
		output=$2
		shift 2
	fi
	set -m
	if [ -n "$output" ]; then
		"$@" </dev/null >"$output" 2>&1 9>&- &
	else
		"$@" </dev/null 9>&- &
	fi
	child=$!
	set +m
	wait "$child" || status=$?
	child=
	return "$status"
}

# Ends the command that run_child waits for, with everything it started.
stop_child() {
	[ -n "$child" ] || return 0
	kill -"$1" -- "-$child" 2>/dev/null
	wait "$child" 2>/dev/null
	child=
}

# Pids of the processes whose temporary directory is $1 or lies in it.
processes_of() {
	local file

	for file in /proc/[0-9]*/environ; do
		if grep -qsz "^TMPDIR=$1\(/\|\$\)" "$file"; then
			file=${file%/environ}
			printf '%s\n' "${file##*/}"
		fi
	done 2>/dev/null
}

# Waits until none of them is left; kills those that take longer than $2 seconds.
# The cases' supervisors clean up after their cases in that time.
await_processes_of() {
	local end=$((SECONDS + $2)) pids

	while pids=$(processes_of "$1") && [ -n "$pids" ]; do
		if [ "$SECONDS" -ge "$end" ]; then
			# shellcheck disable=SC2086 # one pid a line
			kill -KILL $pids 2>/dev/null
		fi
		sleep 0.05
	done
}

# kyua in a minimal environment, which its results record: kyua DIRECTORY ARGUMENT...
# Its temporary files, logs and home are in the private DIRECTORY.
kyua_in() {
	local directory=$1

	shift
	exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
		HOME="$directory" TMPDIR="$directory" LANG=C.UTF-8 \
		kyua --config=none --logfile=/dev/null "$@" 9>&-
}

# The baseline of this system that comes with the suite, if there is one.
default_baseline() {
	local file

	file=$top/reports/baselines/$(uname -s | tr '[:upper:]' '[:lower:]').baseline
	[ ! -f "$file" ] || printf '%s\n' "$file"
}

# A private directory for temporary files that every user of the cases may enter.
private_directory() {
	local directory

	directory=$(mktemp -d "${TMPDIR:-/tmp}/ipcts.XXXXXXXX") &&
		chmod 0755 "$directory" && (cd "$directory" && pwd -P)
}

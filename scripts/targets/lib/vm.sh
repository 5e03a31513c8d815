# shellcheck shell=bash disable=SC2154 # $work and $top are target.sh's
# Virtual machines: what is given to one (lib/init says how it takes it), its run, its end.
# shellcheck source=guarded.sh
. "$top/scripts/targets/lib/guarded.sh"

guest=$work/guest	# what is in `run` here, the machine finds in /run
guest_log=$work/kernel	# its kernel's messages, and errors

# By which every time limit of a case is multiplied, for the machine is slow; a driver says
# more, and --time-scale another number.
time_scale=1

# The paths of the folders become options and parameters, whose separators they must not have.
require_plain_paths() {
	case $work$top in
	*[[:space:]\"\',]*) missing "paths without white space, quotes and commas: $top, ${TMPDIR:-/tmp}" ;;
	esac
}

# read_arguments ARGUMENT... of `run`: sets $out, and $arguments for /ipcts/run.
read_arguments() {
	arguments=(--set "time_scale=$time_scale")
	while [ $# -gt 2 ] && [[ $1 == --* ]]; do
		arguments+=("$1" "$2")
		shift 2
	done
	out=$1
	shift
	arguments+=(/out "$@")
}

# fill_guest [MODULE...]: what the machine is given, with those of the files that are there;
# a kernel may have them inside.
fill_guest() {
	local module number=10

	rm -rf "${guest:?}" "$out/status"
	if ! mkdir -p "$guest/run/modules" || ! install -m 755 "$top/scripts/targets/lib/init" "$guest/run" ||
		! printf '%s\n' "${arguments[@]}" >"$guest/run/arguments"; then
		die "cannot write to $work"
	fi
	for module in "$@"; do
		[ ! -f "$module" ] || cp "$module" "$guest/run/modules/$number-${module##*/}"
		number=$((number + 1))
	done
}

# run_guest COMMAND...: the machine. What its kernel says goes to $guest_log.
run_guest() {
	: >"$guest_log"
	run_guarded "$@" 2>>"$guest_log"
}

# Ends with the status that /ipcts/run left; without one the machine has died.
end_of_guest() {
	local status

	status=$(cat "$out/status" 2>/dev/null)
	rm -f "$out/status"
	case $status in
	0 | 1) exit "$status" ;;
	"") printf '%s: the machine died: %s\n' "$me" "$(last_words)" >&2 ;;
	*) printf '%s: %s\n' "$me" "$(last_words)" >&2 ;;
	esac
	exit 2
}

# What its kernel said last, without the time; a panic is said before other things.
last_words() {
	local line

	line=$(grep -a -m 1 'Kernel panic' "$guest_log" || grep -a . "$guest_log" | tail -n 1)
	line=$(printf '%s' "${line%$'\r'}" | sed 's/^\[ *[0-9.]*\] *//')
	printable "${line:-no message}"
}

# shellcheck shell=bash disable=SC2154 # $top, $target, $private are the caller's
# The target of a run: its driver, a program in scripts/targets (README.md there).

# set_target NAME NEXT: NAME may be "ssh:HOST"; else NEXT, the next argument, is the HOST of
# a target that takes one. Returns 1 if it was used.
set_target() {
	local name=${1%%:*}

	case $name in
	"" | *[!a-z0-9-]* | list | lib) die "unknown target: $(printable "$1"); see scripts/targets/list" ;;
	esac
	[ -x "$top/scripts/targets/$name" ] ||
		die "unknown target: $(printable "$1"); see scripts/targets/list"
	target=$1
	takes_argument "$name" || {
		[ "$name" = "$1" ] || die "the target $name takes no argument; see scripts/targets/list"
		return 0
	}
	[ "$name" = "$1" ] || return 0
	case $(argument_of "$name") in "["*) return 0 ;; esac
	case $2 in
	"" | -*) die "the target $name needs an argument, as in $name:$(argument_of "$name")" ;;
	esac
	target=$1:$2
	return 1
}

# What a target takes as its argument, a word of what it says about itself: "HOST", or
# "[VERSION]" if it can do without.
argument_of() {
	"$top/scripts/targets/$1" about | sed -n 's/^\([A-Z]\{2,\}\|\[[A-Z]\{2,\}]\): .*/\1/p'
}

takes_argument() {
	[ -n "$(argument_of "$1")" ]
}

# The target's name as that of a file.
file_name_of() {
	printf '%s' "$1" | tr -c 'A-Za-z0-9._-' _
}

# driver COMMAND ARGUMENT...: in a process of its own, which it becomes.
driver() {
	local argument=

	[ "${target#*:}" = "$target" ] || argument=${target#*:}
	exec env IPCTS_WORK="$private/target" IPCTS_ARGUMENT="$argument" TMPDIR="$private" \
		IPCTS_TMPDIR="$private" "$top/scripts/targets/${target%%:*}" "$@"
}

# Makes ready what the target needs; clean_target takes it away.
prepare_target() {
	local reason

	mkdir "$private/target" || die "cannot write to $private"
	if ! reason=$( (driver check) 2>&1); then
		die "the target $target does not work here: $(printable "${reason##*$'\n'}")"
	fi
	[ ! -t 1 ] || printf 'preparing %s ...' "$target"
	if ! run_child -o "$private/prepare.log" prepare_alone; then
		clear_line
		die "the target $target cannot be prepared: $(printable "$(tail -n 1 "$private/prepare.log")")"
	fi
	clear_line
}

# What is made is there once for all runs of this checkout, wherever they are.
prepare_alone() {
	exec 8<"$top" && flock 8
	(driver prepare) 8<&-
}

clean_target() {
	[ ! -d "$private/target" ] || (driver clean) >/dev/null 2>&1 </dev/null
}

# The known deviations that come with the suite: of the target with its argument, or without.
target_baseline() {
	local file

	case $target in
	native | asan | ssh:*) default_baseline; return ;;
	esac
	for file in "${target/:/.}" "${target%%:*}"; do
		file=$top/reports/baselines/${file//\//_}.baseline
		[ ! -f "$file" ] || printf '%s\n' "$file"
	done | head -n 1
}

# Seconds without any case that ends, after which a target is held to be dead. kyua ends
# a case after 300 s.
idle_limit=${IPCTS_IDLE_LIMIT:-900}

# end_when_idle PID FILE: kills the process group when the file has not changed for so long.
end_when_idle() {
	local changed now

	trap '' INT TERM HUP
	while kill -0 "$1" 2>/dev/null; do
		changed=$(stat -c %Y "$2" 2>/dev/null) || return
		now=$(date +%s)
		if [ $((now - changed)) -gt "$idle_limit" ]; then
			kill -KILL -- "-$1" 2>/dev/null
			return
		fi
		sleep 0.5
	done
}

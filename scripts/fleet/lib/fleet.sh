# shellcheck shell=bash disable=SC2034,SC2154 # $top and $me are of common.sh, $mode the scripts'
# What the fleets share: a plan of tasks in a folder that everybody sees, and what became of
# them. README.md there says what the folder holds.
# shellcheck source=../../lib/targets.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../lib/targets.sh"

shared=			# the folder
baseline=
options=()		# of scripts/conformance, for every task
mode=begin		# or resume, or status
labels=() nodes=() targets=()
states=() words=()	# of each task: finished, failed, missing, or what an engine says
declare -A queued=()	# number of a task -> "running" or "waiting ...", from the engine

# fleet_option NAME VALUE: those of all engines. Returns 1 if it is none.
fleet_option() {
	case $1 in
	--output)
		[ -n "$2" ] || die "--output needs a folder; see $0 --help"
		shared=$(realpath -m -- "$2")
		;;
	--baseline)
		if [ ! -r "$2" ] || [ -d "$2" ]; then
			die "cannot read the baseline $(printable "$2")"
		fi
		baseline=$2
		;;
	*) return 1 ;;
	esac
}

# add_task LABEL NODE TARGET
add_task() {
	local label

	label=$(file_name_of "$1")
	[[ " ${labels[*]} " != *" $label "* ]] || die "two tasks have the label $label"
	labels+=("$label")
	nodes+=("$2")
	targets+=("$3")
}

# Writes the plan of what add_task() was told; what every task needs lies beside it.
write_plan() {
	local i

	[ ! -e "$shared/plan" ] ||
		die "there is a fleet's run in $shared: go on with --resume, or use another folder"
	mkdir -p "$shared/tasks" "$shared/results" || die "cannot write to $shared"
	if [ -n "$baseline" ]; then
		cp -- "$baseline" "$shared/baseline" || die "cannot write to $shared"
		options+=(--baseline "$shared/baseline")
	fi
	printf '%s\n' "${options[@]}" >"$shared/options"
	for i in "${!labels[@]}"; do
		printf '%s\t%s\t%s\n' "${labels[i]}" "${nodes[i]:--}" "${targets[i]}"
	done >"$shared/plan.part"
	mv "$shared/plan.part" "$shared/plan" || die "cannot write to $shared"
}

read_plan() {
	local label node target

	[ -f "$shared/plan" ] || die "no fleet's run in $(printable "${shared:-the folder}"): begin one"
	labels=() nodes=() targets=()
	while IFS=$'\t' read -r label node target; do
		labels+=("$label")
		nodes+=("${node#-}")
		targets+=("$target")
	done <"$shared/plan"
}

# What became of the tasks, as far as one can tell: $states, and $words about them.
look() {
	local i status text

	for i in "${!labels[@]}"; do
		if IFS=$'\t' read -r status text 2>/dev/null <"$shared/tasks/$i.status"; then
			states[i]=finished
			[ "$status" -le 1 ] || states[i]=failed
			words[i]=$text
		elif [ -n "${queued[$i]-}" ]; then
			states[i]=${queued[$i]%% *}
			words[i]=${queued[$i]#"${states[i]}"}
		else
			states[i]=missing
			words[i]=$(tail -n 1 "$shared/tasks/$i.log" 2>/dev/null)
		fi
	done
}

# As a word of any shell.
quoted() {
	printf "'%s'" "${1//"'"/"'\\''"}"
}

# count STATE
count() {
	local state n=0

	for state in "${states[@]}"; do
		[ "$state" != "$1" ] || n=$((n + 1))
	done
	printf '%d' "$n"
}

say_task() {
	printf '%-20s %-9s %s\n' "${labels[$1]}" "${states[$1]}" "$(printable "${words[$1]# }")"
}

say_tasks() {
	local i

	for i in "${!labels[@]}"; do say_task "$i"; done
}

# One line that tells how far the fleet is.
say_counts() {
	local state n line

	line="$(count finished) of $(plural "${#labels[@]}" task) finished"
	for state in running waiting failed missing; do
		n=$(count "$state")
		[ "$n" = 0 ] || line+=", $n $state"
	done
	say "$line"
}

# Numbers of the tasks that have to run (again).
unfinished_tasks() {
	local i

	for i in "${!labels[@]}"; do
		case ${states[i]} in
		failed | missing) printf '%d\n' "$i" ;;
		esac
	done
}

# begin_tasks NUMBER...: what they left before says nothing any more.
begin_tasks() {
	local i

	for i in "$@"; do
		rm -f "$shared/tasks/$i.status" "$shared/tasks/$i.log"
	done
}

# Puts the results of what has finished side by side.
compare() {
	local i arguments=()

	for i in "${!labels[@]}"; do
		[ "${states[i]}" != finished ] ||
			arguments+=("${labels[i]}=$shared/results/${labels[i]}")
	done
	[ ${#arguments[@]} -gt 0 ] || return 0
	if "$top/build/native/reports/ipcts-report" compare \
		--format html --output "$shared/comparison.html" \
		--format json --output "$shared/comparison.json" \
		--format markdown --output "$shared/comparison.md" \
		"${arguments[@]}" >"$shared/compare.log" 2>&1; then
		rm -f "$shared/compare.log"
		say "comparison: $shared/comparison.html"
	else
		printf '%s: no comparison: %s\n' "$me" "$(printable "$(tail -n 1 "$shared/compare.log")")" >&2
	fi
}

# The exit status of it all: 0 nothing new anywhere, 1 something, or not all could run,
# 2 nothing could run.
verdict() {
	local i status worst=0

	[ "$(count finished)" -gt 0 ] || return 2
	[ "$(count finished)" = "${#labels[@]}" ] || worst=1
	for i in "${!labels[@]}"; do
		read -r status _ 2>/dev/null <"$shared/tasks/$i.status" || status=1
		[ "$status" = 0 ] || worst=1
	done
	return "$worst"
}

# interrupt_fleet SIGNAL: the runs end, and clean up; what they have finished is kept.
interrupt_fleet() {
	trap '' INT TERM
	stop_child INT
	printf '%s: interrupted; go on with: %s --resume --output %q\n' "$me" "$0" "$shared" >&2
	exit $((128 + $(kill -l "$1")))
}

# The run of an engine whose tasks end with it; it has make_plan(), and run_tasks NUMBER...,
# which says of each task how it ended when it has. Returns the exit status.
run_fleet() {
	local again

	case $mode in
	begin) make_plan ;;
	*) read_plan ;;
	esac
	exec 9<"$shared"
	flock -n 9 || [ "$mode" = status ] || die "another run is writing to $shared"
	look
	if [ "$mode" = status ]; then
		say_tasks
	else
		mapfile -t again < <(unfinished_tasks)
		trap 'interrupt_fleet INT' INT
		trap 'interrupt_fleet TERM' TERM
		begin_tasks "${again[@]}"
		[ ${#again[@]} = 0 ] || run_child run_tasks "${again[@]}"
		look
	fi
	say_counts
	compare
	verdict
}

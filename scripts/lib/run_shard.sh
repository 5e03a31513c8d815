# shellcheck shell=bash disable=SC2154,SC2034 # conformance has the other variables
# One shard of a conformance run on its target: run_shard NAME.

# One run of the target's driver; its results appear only when they are complete.
run_shard() {
	local shard=$1 status=0 filters

	mapfile -t filters < <(filters_of "$shard")
	: >"$private/finished"
	rm -f "$private/out/died"
	run_target "$shard" "$jobs" "${filters[@]}" || status=$?
	if [ "$status" -gt 1 ] && [ -s "$private/finished" ]; then
		status=0
		narrow "$shard" || status=$?
	fi
	if [ "$status" -le 1 ] && publish_shard "$shard"; then
		return 0
	fi
	clear_line
	require_space
	[ "$status" -le 128 ] || printf 'killed by SIG%s\n' "$(kill -l "$status")" >"$private/errors"
	printf '%s: no results for %s: %s\n' "$me" "$shard" "$(kyua_error)" >&2
	could_not_run=yes
}

publish_shard() {
	cp "$private/out/results.db" "$unfinished/$1.db.part" 2>/dev/null || return
	rm -f "$unfinished/$1.died"
	[ ! -s "$private/out/died" ] || cp "$private/out/died" "$unfinished/$1.died" || return
	mv "$unfinished/$1.db.part" "$unfinished/$1.db"
}

# run_target SHARD JOBS FILTER...: JOBS may be empty, for as many as the target has processors.
run_target() {
	local shard=$1 jobs=$2 out=$private/out follower status=0 arguments=() setting

	shift 2
	[ -z "$jobs" ] || arguments=(--jobs "$jobs")
	for setting in "${settings[@]}"; do
		arguments+=(--set "$setting")
	done
	mkdir -p "$out" && chmod 777 "$out"
	rm -f "$private/lines" "$out"/results.db*
	[ -z "$baseline" ] || cp "$baseline" "$out/baseline"
	mkfifo "$private/lines"
	follow "$shard" "$private/progress" "$progress_total" "$private/finished" \
		<"$private/lines" &
	follower=$!
	set -m
	driver run "${arguments[@]}" "$out" "$@" \
		>"$private/lines" 2>"$private/errors" </dev/null 9>&- &
	kyua_pid=$!
	set +m
	end_when_idle "$kyua_pid" "$private/finished" 9>&- &
	wait "$kyua_pid" 2>/dev/null || status=$?
	kyua_pid=
	wait "$follower"
	await_processes_of "$private" 10
	[ "$status" -gt 1 ] || [ -f "$out/results.db" ] || status=2
	return "$status"
}

# A target that died has lost what the shard had so far, and did so while a case ran: the
# first one, in their order, that had not finished. The others run again without it.
narrow() {
	local shard=$1 status=2 culprit rest filters deaths=0

	mapfile -t filters < <(filters_of "$shard")
	(kyua_in "$private" list -k "$top/Kyuafile" "${filters[@]}") >"$private/rest" 2>/dev/null
	clear_line
	say "$shard: the target died ($(kyua_error)); trying again, one case at a time"
	while [ "$status" -gt 1 ] && [ -s "$private/rest" ] && [ "$deaths" -lt 20 ]; do
		: >"$private/finished"
		mapfile -t rest <"$private/rest"
		status=0
		run_target "$shard" 1 "${rest[@]}" || status=$?
		[ "$status" -gt 1 ] || break
		culprit=$(grep -m 1 -vxF -f "$private/finished" "$private/rest") || break
		deaths=$((deaths + 1))
		clear_line
		say "$shard: the target dies while $culprit runs"
		printf '%s\tthe target died: %s\n' "$culprit" "$(kyua_error)" >>"$private/out/died"
		grep -vxF -e "$culprit" "$private/rest" >"$private/rest.part"
		mv "$private/rest.part" "$private/rest"
	done
	return "$status"
}

# shellcheck shell=bash disable=SC2154 # $work and $top are target.sh's
# Containers of managers that keep files in /run and make control groups wherever they
# are: each run gets both for itself, and nothing is left.
# shellcheck source=guarded.sh
. "$top/scripts/targets/lib/guarded.sh"

# Which is the same for all commands of a run: a name for the container and its group.
container=ipcts-nested-$(printf '%s' "$work" | cksum | cut -d ' ' -f 1)

require_private_mounts() {
	require_root
	unshare --mount true 2>/dev/null || missing "the privilege to mount (CAP_SYS_ADMIN)"
	[ -n "$(groups_folder)" ] || missing "control groups, version 2, in /sys/fs/cgroup"
}

# Where groups of version 2 are; beside those of version 1 they are in a folder of their own.
groups_folder() {
	local folder

	for folder in /sys/fs/cgroup /sys/fs/cgroup/unified; do
		[ ! -f "$folder/cgroup.procs" ] || [ ! -w "$folder" ] || printf '%s\n' "$folder"
	done | head -n 1
}

# run_nested COMMAND...: in a group of its own, with an empty /run, where groups of version
# 2 are all there is.
run_nested() {
	# shellcheck disable=SC2016 # for the shell that is started
	run_guarded unshare --mount --propagation private sh -euc '
		mount -t tmpfs -o mode=755 tmpfs /run
		[ "$1" = /sys/fs/cgroup ] || mount --bind "$1" /sys/fs/cgroup
		mkdir -p "/sys/fs/cgroup/$2"
		echo $$ >"/sys/fs/cgroup/$2/cgroup.procs"
		shift 2
		exec "$@"' sh "$(groups_folder)" "$container" "$@"
}

# Ends what runs in the group, and takes it away. A process that was killed needs a moment.
end_rest() {
	local group i

	group=$(groups_folder)/$container
	for ((i = 0; i < 100; i++)); do
		[ -d "$group" ] || return 0
		echo 1 >"$group/cgroup.kill"
		find "$group" -depth -type d -exec rmdir {} \; 2>/dev/null
		[ ! -d "$group" ] || sleep 0.05
	done
}

# shellcheck shell=bash disable=SC2154 # $top, $work and $me are of target.sh
# What the targets qemu-user-CPU share: static programs for another CPU, run by this system's
# kyua, in a user namespace where binfmt_misc hands them to QEMU. A process that QEMU cannot
# end ends with the PID namespace.
# shellcheck source=target.sh
. "$(dirname "${BASH_SOURCE[0]}")/target.sh"
# shellcheck source=cross.sh
. "$(dirname "${BASH_SOURCE[0]}")/cross.sh"

cpu=${0##*-user-}
emulated=$top/scripts/targets/lib/emulated
namespaces=(unshare --user --mount --ipc --pid --fork --kill-child)

check() {
	require_program "qemu-$cpu-static" qemu-user-static
	require_program dpkg-deb dpkg
	# Like `run`, only that the identity of users does not matter.
	"${namespaces[@]}" --map-root-user sh -c \
		'mount -t proc proc /proc && mount -t binfmt_misc none /proc/sys/fs/binfmt_misc' \
		2>/dev/null || missing "user namespaces with a binfmt_misc of their own: Linux 6.7"
}

prepare() {
	local compiler

	compiler=$(cross_compiler "$cpu") || exit
	suite "qemu-user-$cpu" CC="$compiler" LDFLAGS=-static >"$work/suite"
}

# An emulator takes its time. Later settings win.
run() {
	local command

	command=("$(cat "$work/suite")/run" --set time_scale=4 "$@")
	if [ "$(id -u)" != 0 ]; then
		exec "${namespaces[@]}" --map-root-user \
			"$emulated" --as "$(id -u)" "$(id -g)" "$cpu" "${command[@]}"
	fi
	# All users are to be there, which only somebody outside can arrange.
	rm -f "$work/born" "$work/mapped"
	mkfifo "$work/born" "$work/mapped" || exit 2
	map_users &
	exec "${namespaces[@]}" "$emulated" --born "$work/born" --mapped "$work/mapped" \
		"$cpu" "${command[@]}"
}

# unshare, which is this process by then, is in the namespace, too.
map_users() {
	read -r _ <"$work/born" || return
	cat /proc/self/uid_map >"/proc/$$/uid_map"
	cat /proc/self/gid_map >"/proc/$$/gid_map"
	echo >"$work/mapped"
}

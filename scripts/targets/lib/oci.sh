# shellcheck shell=bash disable=SC2034,SC2154 # $work is target.sh's, $state is for drivers
# Containers of OCI runtimes: a bundle around the image's file system, its run, its end.
# A driver says `runtime=(COMMAND OPTION...)`; its state has to be in "$state".

PATH=$PATH:/usr/sbin # where Debian has runc, also for an ordinary user
state=$work/state # of the runtime, so that containers of two runs never meet
user_namespace=	  # "yes": the container has one, in which the user is root
[ "$(id -u)" = 0 ] || user_namespace=yes

# What container engines restrict a container to, unless they are told otherwise. A
# runtime alone has no such defaults, and nobody uses one alone.
engine_profile=/usr/share/containers/seccomp.json
engine_capabilities='["CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL",
	"CAP_NET_BIND_SERVICE", "CAP_SETFCAP", "CAP_SETGID", "CAP_SETPCAP", "CAP_SETUID",
	"CAP_SYS_CHROOT"]'

require_bundle() {
	require_program jq jq
	require_program busybox busybox-static
}

require_profile() {
	[ -r "$engine_profile" ] ||
		missing "$engine_profile: apt-get install golang-github-containers-common"
}

# Where an ordinary user's containers need a user namespace.
require_user_namespace() {
	[ "$(id -u)" = 0 ] || unshare -U true 2>/dev/null ||
		missing "user namespaces, or the privileges of root"
}

# The engines' profile as runtimes read it: without the rules for other machines and
# other capabilities. The engines call some machines by names of their own.
seccomp_profile() {
	jq --argjson has "$engine_capabilities" --arg machine "$(uname -m)" '
		({x86_64: "amd64", aarch64: "arm64"}[$machine] // $machine) as $arch |
		("SCMP_ARCH_" + ($machine | ascii_upcase)) as $native |
		def meets($rule): ($rule.arches == null or ($rule.arches | index($arch))) and
			(($rule.caps // []) - $has == []);
		def is_excluded($rule): ($rule.arches // [] | index($arch)) or
			(($rule.caps // []) - $has != ($rule.caps // []));
		{
			defaultAction, defaultErrnoRet,
			architectures: ([$native] + [.archMap[] | select(.architecture == $native) |
				.subArchitectures[]]),
			syscalls: [.syscalls[] | select(meets(.includes) and
				(is_excluded(.excludes) | not)) |
				{names, action} + if .args then {args} else {} end +
				if .errnoRet then {errnoRet} else {} end]
		}' "$engine_profile"
}

# bundle SECCOMP ROOTFS OUT COMMAND...: writes config.json into the bundle. What is in it is
# what an engine would say of a container that is not told anything but to be read-only.
bundle() {
	local seccomp=$1 rootfs=$2 out=$3

	shift 3
	mkdir -p "$work/bundle" || return
	jq -n --argjson has "$engine_capabilities" --argjson seccomp "$seccomp" \
		--arg root "$rootfs" --arg out "$out" --argjson uid "$(id -u)" --argjson gid "$(id -g)" \
		--arg user_namespace "$user_namespace" '
		def mounted($to; $type; $options):
			{destination: $to, type: $type, source: $type, options: $options};
		def rootless: $user_namespace != "";
		{
			ociVersion: "1.0.2",
			process: {
				user: {uid: 0, gid: 0},
				args: $ARGS.positional,
				env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
				cwd: "/",
				capabilities: {bounding: $has, effective: $has, permitted: $has}
			},
			root: {path: $root, readonly: true},
			hostname: "ipcts",
			mounts: [
				mounted("/proc"; "proc"; ["nosuid", "noexec", "nodev"]),
				mounted("/dev"; "tmpfs"; ["nosuid", "strictatime", "mode=755", "size=65536k"]),
				mounted("/dev/pts"; "devpts"; ["nosuid", "noexec", "newinstance",
					"ptmxmode=0666", "mode=0620"] + if rootless then [] else ["gid=5"] end),
				mounted("/dev/shm"; "tmpfs"; ["nosuid", "noexec", "nodev", "mode=1777",
					"size=65536k"]),
				mounted("/dev/mqueue"; "mqueue"; ["nosuid", "noexec", "nodev"]),
				mounted("/tmp"; "tmpfs"; ["nosuid", "nodev", "mode=1777"]),
				{destination: "/out", type: "bind", source: $out, options: ["rbind", "rw"]}
			],
			linux: ({
				namespaces: ([{type: "pid"}, {type: "network"}, {type: "ipc"}, {type: "uts"},
					{type: "mount"}] + if rootless then [{type: "user"}] else [] end),
				maskedPaths: ["/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
					"/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi"],
				readonlyPaths: ["/proc/asound", "/proc/bus", "/proc/fs", "/proc/irq",
					"/proc/sys", "/proc/sysrq-trigger"]
			} + if rootless then {
				uidMappings: [{containerID: 0, hostID: $uid, size: 1}],
				gidMappings: [{containerID: 0, hostID: $gid, size: 1}]
			} else {} end + if $seccomp then {seccomp: $seccomp} else {} end)
		}' --args -- "$@" >"$work/bundle/config.json"
}

# Ends all containers of the target, also those of a driver that was killed.
end_containers() {
	local container

	[ -f "$work/containers" ] || return 0
	while IFS= read -r container; do
		"${runtime[@]}" delete --force "$container" </dev/null
	done <"$work/containers" >/dev/null 2>&1
	rm -f "$work/containers"
}

# take_arguments ARGUMENT...: those of the command `run` become $out, the folder, and
# ${command[@]}, what is to be run in a container that has the folder as /out.
take_arguments() {
	command=(/ipcts/run)
	while [ "${1#--}" != "$1" ]; do
		command+=("$1" "$2")
		shift 2
	done
	out=$(realpath -- "$1") || die "no folder $(printable "$1")"
	shift
	command+=(/out "$@")
}

# run_container COMMAND...: what the command starts ends with it, or at a signal. The exit
# status is the suite's; a runtime that fails ends with 1, too, but leaves no results.
run_container() {
	local status=0

	trap 'end_containers; exit 130' INT
	trap 'end_containers; exit 143' TERM
	"$@" </dev/null &
	wait "$!" || status=$?
	[ "$status" -gt 1 ] || [ -f "$out/results.db" ] || status=2
	return "$status"
}

# run_bundle SECCOMP ARGUMENT...
run_bundle() {
	local seccomp=$1

	shift
	take_arguments "$@"
	bundle "$seccomp" "$(cat "$work/rootfs")" "$out" "${command[@]}" || die "cannot write to $work"
	end_containers
	printf '%s\n' "ipcts-$$" >"$work/containers" || die "cannot write to $work"
	run_container "${runtime[@]}" run --bundle "$work/bundle" "ipcts-$$"
}

prepare() {
	image >"$work/rootfs"
}

clean() {
	end_containers
}

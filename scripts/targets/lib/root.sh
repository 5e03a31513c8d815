# shellcheck shell=bash disable=SC2154 # $work, $argument, $top are target.sh's
# Runs in another root file system, of the user's: with its C library, and nothing of it is
# changed. In a mount namespace, an overlay has what the suite needs beside what is there.

check() {
	require_program unshare util-linux
	require_program ip iproute2
	[ -n "$argument" ] || return 0
	[ -d "$argument" ] || missing "no such folder: $argument"
	[ -x "$argument/bin/sh" ] || [ -L "$argument/bin/sh" ] ||
		missing "$argument is no root file system: it has no /bin/sh"
}

# The suite for the C library that is there: with its loader, or static.
suite_of_root() {
	local loader

	for loader in "$argument"/lib/ld-musl-*.so.1; do
		[ ! -e "$loader" ] || {
			"$top/scripts/targets/lib/kernel-headers" "$top/build/kernel-headers" &&
				suite musl CC="musl-gcc -idirafter build/kernel-headers" \
					SUITE=build/musl/dynamic
			return
		}
	done
	for loader in "$argument"/lib64/ld-linux-*.so* "$argument"/lib/ld-linux-*.so*; do
		[ ! -e "$loader" ] || {
			suite static SUITE=build/static/dynamic
			return
		}
	done
	suite static LDFLAGS=-static
}

prepare() {
	local suite image

	suite=$(suite_of_root) && image=$(image) || exit
	if ! mkdir "$work/suite" "$work/root" "$work/layers" || ! chmod 755 "$work" ||
		! cp -R "$suite/." "$image/ipcts/kyua" "$work/suite"; then
		die "cannot write to $work"
	fi
	in_root /ipcts/cases/pipe/read_test -l >/dev/null 2>"$work/error" ||
		die "the suite does not start there: $(tail -n 1 "$work/error")"
}

# With the root's folder, our own, and a command as arguments. The layers are a tmpfs: not
# every file system can be that of an overlay.
# shellcheck disable=SC2016 # for that shell
inside='from=$1 work=$2 out=$3
shift 3
root=$work/root
mount -t tmpfs layers "$work/layers" && mkdir "$work/layers/upper" "$work/layers/work" &&
	chmod 755 "$work/layers" "$work/layers/upper" &&
	mount -t overlay -o "lowerdir=$from,upperdir=$work/layers/upper,workdir=$work/layers/work" \
		overlay "$root" || exit 2
cd "$root" && mkdir -p dev proc sys tmp ipcts out || exit 2
mount --bind "$work/suite" ipcts || exit 2
[ -z "$out" ] || mount --bind "$out" out || exit 2
mount -t proc proc proc 2>/dev/null || mount --rbind /proc proc || exit 2
mount -t tmpfs -o mode=1777 tmp tmp && mount -t tmpfs -o mode=755 dev dev || exit 2
mkdir dev/shm dev/mqueue dev/pts
mount -t tmpfs -o mode=1777 shm dev/shm || exit 2
mount -t mqueue mqueue dev/mqueue 2>/dev/null || mount --rbind /dev/mqueue dev/mqueue 2>/dev/null
mount --rbind /dev/pts dev/pts 2>/dev/null && ln -s pts/ptmx dev/ptmx
for node in null zero full random urandom tty fuse; do
	[ ! -e "/dev/$node" ] || { : >"dev/$node" && mount --bind "/dev/$node" "dev/$node"; }
done
for link in fd stdin stdout stderr; do
	case $link in fd) to= ;; stdin) to=/0 ;; stdout) to=/1 ;; *) to=/2 ;; esac
	ln -s "/proc/self/fd$to" "dev/$link"
done
ip link set lo up 2>/dev/null
exec chroot . "$@"'

# enter OUT COMMAND...: in the namespaces of the target, $namespaces; OUT may be empty.
enter() {
	local out=$1

	shift
	unset IPCTS_TMPDIR
	TMPDIR=/tmp exec unshare "${namespaces[@]}" sh -c "$inside" sh \
		"$(realpath "$argument")" "$work" "$out" "$@"
}

in_root() { (enter "" "$@"); }

# The last argument but the filters is OUT: it is /out there.
run() {
	local arguments=()

	while [[ $1 == --* ]]; do
		arguments+=("$1" "$2")
		shift 2
	done
	enter "$1" /ipcts/run "${arguments[@]}" /out "${@:2}"
}

# shellcheck shell=bash disable=SC2034 # drivers use the variables
# What the drivers of targets share; README.md says what a driver is. One reads this file,
# defines `about`, `check`, `prepare`, `run` and `clean`, as far as they are not as here,
# and ends with: target "$@"
# shellcheck source=../../lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../lib/common.sh"

me="target ${0##*/}"
work=${IPCTS_WORK:-}	     # the target's private folder, from prepare to clean
argument=${IPCTS_ARGUMENT:-} # what follows the name: ssh:HOST
export LC_ALL=C

check() { :; }
prepare() { :; }
clean() { :; }

# require_program PROGRAM PACKAGE: for check.
require_program() {
	PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null || missing "$1: apt-get install $2"
}

require_root() {
	[ "$(id -u)" = 0 ] || missing "the privileges of root"
}

# missing WHAT: why the target does not work here, in one line.
missing() {
	say "$(printable "$*")"
	exit 1
}

# suite ABI ARGUMENT...: makes the suite for an ABI, with these arguments of make, and
# prints its folder: SUITE=DIR, if it is linked in two ways. Compilers other than Debian's
# gcc need libatf-c of their own.
suite() {
	local abi=$1 log=$work/make.log folder=build/$1/suite word

	shift
	for word in "$@"; do
		[ "${word#SUITE=}" = "$word" ] || folder=${word#SUITE=}
	done
	if ! "$top/scripts/targets/lib/atf-source" "$top/build/atf-source" ||
		! make -C "$top" --no-print-directory -s -j "$(processors)" ABI="$abi" \
			ATF_SOURCE=build/atf-source "$@" suite >"$log" 2>&1 </dev/null; then
		grep -m 3 -E 'error|Error' "$log" >&2
		die "the suite cannot be made; see: make ABI=$abi ATF_SOURCE=build/atf-source $* suite"
	fi
	printf '%s\n' "$top/$folder"
}

# image: makes the file system of the image, and prints its folder (scripts/image).
image() {
	"$top/scripts/image" --rootfs "$top/build/image/rootfs" >"$work/image.log" 2>&1 </dev/null || {
		cat "$work/image.log" >&2
		die "the image cannot be made; see: scripts/image --rootfs DIR"
	}
	printf '%s\n' "$top/build/image/rootfs"
}

# The command of this call, with its arguments.
target() {
	case ${1-} in
	about | check | prepare | run | clean) "$@" ;;
	*) die "expected about, check, prepare, run or clean; see scripts/targets/README.md" ;;
	esac
}

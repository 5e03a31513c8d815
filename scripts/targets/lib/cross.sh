# shellcheck shell=bash disable=SC2154 # $top and $work are of the driver
# Compilers for other CPUs. Debian's cannot be installed beside gcc-multilib, but their files
# can lie in a folder.
# shellcheck source=debian.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

# cross_compiler CPU: prints how to call it, after fetching it if it is not installed.
cross_compiler() {
	local folder=$top/build/cross/$1

	if command -v "$1-linux-gnu-gcc"; then
		return
	fi
	[ -x "$folder/cc" ] || fetch_compiler "$1" "$folder" || return
	printf '%s\n' "$folder/cc"
}

# Debian calls some CPUs by other names than compilers do.
debian_name_of() {
	case $1 in
	aarch64) printf 'arm64\n' ;;
	*) printf '%s\n' "$1" ;;
	esac
}

# fetch_compiler CPU DIR: its packages, and a script "cc" that runs the compiler where it lies.
fetch_compiler() {
	local cpu=$1 folder=$2 part=$2.part private=$work version name package

	version=$(gcc -dumpversion) || die "gcc is missing; see scripts/setup"
	name=$(debian_name_of "$cpu")
	rm -rf "${part:?}"
	mkdir -p "$part" || die "cannot write to $top/build"
	for package in "gcc-$version-$cpu-linux-gnu" "cpp-$version-$cpu-linux-gnu" \
		"binutils-$cpu-linux-gnu" "libgcc-$version-dev-$name-cross" \
		"libc6-dev-$name-cross" "linux-libc-dev-$name-cross"; do
		debian_package "$package" "$part" ||
			die "cannot get Debian's package $package: $(last_error)"
	done
	cat >"$part/cc" <<-END
		#!/bin/sh
		here=\${0%/*}/usr
		export LD_LIBRARY_PATH="\$here/lib/$(gcc -print-multiarch)"
		exec "\$here/bin/$cpu-linux-gnu-gcc-${version%%.*}" "\$@"
	END
	chmod 755 "$part/cc"
	rm -rf "${folder:?}"
	mv "$part" "$folder" || die "cannot write to $top/build"
}

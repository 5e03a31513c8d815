# shellcheck shell=bash disable=SC2154 # $private is the caller's
# Debian's packages, without installing them: sources, and files of other systems.
# The caller has $private, its own folder of temporary files.

backports= # yes: the backports to this release are an archive, too

# apt with lists and a cache of its own, of the system's archives: kind is deb or deb-src.
private_apt() {
	local kind=$1 apt=$private/apt.$1 file status=0

	shift
	if [ ! -d "$apt" ]; then
		mkdir -p "$apt/state/lists/partial" "$apt/cache/archives/partial" "$apt/parts"
		for file in /etc/apt/sources.list.d/*.sources; do
			[ ! -f "$file" ] ||
				sed "s/^Types:.*/Types: $kind/" "$file" >"$apt/parts/${file##*/}"
		done
		for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
			[ ! -f "$file" ] || sed -n "s/^deb /$kind /p" "$file"
		done >"$apt/parts/all.list"
		[ -z "$backports" ] || backports_of "$apt/parts" "$kind"
		apt_with "$apt" update || status=$?
	fi
	[ "$status" != 0 ] || apt_with "$apt" "$@"
}

# They are on the mirror that Debian itself comes from.
backports_of() {
	local key=/usr/share/keyrings/debian-archive-keyring.gpg mirror release

	mirror=$(cat "$1"/* | grep -o 'https\?://[^ ]*/debian/\?\( \|$\)' | head -n 1)
	release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
	printf '%s [signed-by=%s] %s %s-backports main\n' "$2" "$key" \
		"${mirror:-http://deb.debian.org/debian}" "$release" >"$1/backports.list"
}

apt_with() {
	local apt=$1 program='apt-get'

	shift
	[ "$1" != pkgnames ] || program='apt-cache'
	LC_ALL=C "$program" -qq -o Dir::State="$apt/state" -o Dir::Cache="$apt/cache" \
		-o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$apt/parts" \
		-o Dir::State::status=/var/lib/dpkg/status -o APT::Sandbox::User= \
		"$@" >"$private/apt.log" 2>&1 </dev/null
}

# What apt said, in one line.
last_error() {
	printable "$(grep -m 1 '^E:' "$private/apt.log" 2>/dev/null || tail -n 1 "$private/apt.log" 2>/dev/null)"
}

# debian_source PACKAGE DIR: its sources as their authors have them, in the new folder DIR.
debian_source() {
	mkdir -p "$private/source" "$2" || return
	(cd "$private/source" && private_apt deb-src --download-only source "$1") &&
		tar -xf "$private/source/$1"_*.orig.tar.* -C "$2" --strip-components=1
}

# debian_package PACKAGE DIR: what is in the package, in the folder DIR.
debian_package() {
	mkdir -p "$private/packages.$1" "$2" || return
	(cd "$private/packages.$1" && private_apt deb download "$1") &&
		dpkg-deb -x "$private/packages.$1/$1"_*.deb "$2"
}

# debian_names PREFIX: the names of the packages that begin so.
debian_names() {
	private_apt deb pkgnames "$1" && cat "$private/apt.log"
}

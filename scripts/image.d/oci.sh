# shellcheck shell=bash disable=SC2154 # $top is of common.sh
# A root file system as an archive, and as an image in the layout of the Open Container
# Initiative. The same files make the same bytes, whoever makes them, wherever and whenever.

# Seconds since 1970: of everything in the image.
image_time() {
	local time=${SOURCE_DATE_EPOCH:-}

	[ -n "$time" ] || time=$(git_here log -1 --format=%ct) || time=0
	case $time in
	*[!0-9]*) die "SOURCE_DATE_EPOCH=$(printable "$time"): not a number of seconds" ;;
	esac
	printf '%s\n' "$time"
}

git_here() {
	git -c safe.directory='*' -C "$top" "$@" 2>/dev/null
}

# archive_rootfs ROOTFS TIME: to standard output.
archive_rootfs() {
	(cd "$1" && find . -mindepth 1 -path ./.complete -o -mindepth 1 -printf '%P\0') |
		LC_ALL=C sort -z |
		tar -C "$1" --format=ustar --mtime="@$2" --owner=0 --group=0 --numeric-owner \
			--no-recursion --null --files-from=- -cf -
}

# What the layout calls a machine.
image_architecture() {
	case $(uname -m) in
	x86_64) say amd64 ;;
	i?86) say 386 ;;
	aarch64) say arm64 ;;
	armv*) say arm ;;
	*) uname -m ;;
	esac
}

# From the Containerfile, as JSON: its value of an instruction, or a list of its values.
containerfile_value() {
	sed -n "s/^$1 //p" "$containerfile"
}

containerfile_environment() {
	sed -n 's/^ENV \(.*\)$/"\1"/p' "$containerfile" | paste -s -d ,
}

containerfile_labels() {
	sed -n 's/^LABEL \([^=]*\)=\(".*"\)$/"\1":\2/p' "$containerfile"
	printf '"org.opencontainers.image.revision":"%s"\n' \
		"$(git_here describe --always --dirty --abbrev=40 --exclude='*' || say unknown)"
}

# add_blob LAYOUT FILE TYPE MORE: moves the file to its place; prints its descriptor.
add_blob() {
	local digest size

	digest=$(sha256_of "$2") && size=$(stat -c %s "$2") &&
		mv "$2" "$1/blobs/sha256/$digest" || return
	printf '{"mediaType":"application/vnd.oci.image.%s","digest":"sha256:%s","size":%s%s}' \
		"$3" "$digest" "$size" "$4"
}

sha256_of() {
	local sum

	sum=$(sha256sum <"$1") && printf '%s' "${sum%% *}"
}

# write_layout ROOTFS TIME LAYOUT: fills the new folder LAYOUT.
write_layout() {
	local containerfile=$top/scripts/image.d/Containerfile to=$3 created layer config manifest \
		content machine

	machine=$(image_architecture)
	created=$(date -u -d "@$2" +%Y-%m-%dT%H:%M:%SZ) && mkdir -p "$to/blobs/sha256" &&
		archive_rootfs "$1" "$2" >"$to/layer" && content=$(sha256_of "$to/layer") &&
		gzip -n "$to/layer" &&
		layer=$(add_blob "$to" "$to/layer.gz" layer.v1.tar+gzip "") || return
	cat >"$to/config" <<-END || return
		{"created":"$created","architecture":"$machine","os":"linux",
		"config":{"User":"$(containerfile_value USER)",
		"Env":[$(containerfile_environment)],
		"Entrypoint":$(containerfile_value ENTRYPOINT),
		"WorkingDir":"$(containerfile_value WORKDIR)",
		"Labels":{$(containerfile_labels | paste -s -d ,)}},
		"rootfs":{"type":"layers","diff_ids":["sha256:$content"]},
		"history":[{"created":"$created","created_by":"scripts/image"}]}
	END
	config=$(add_blob "$to" "$to/config" config.v1+json "") || return
	printf '{"schemaVersion":2,"mediaType":"%s","config":%s,"layers":[%s]}\n' \
		application/vnd.oci.image.manifest.v1+json "$config" "$layer" >"$to/manifest" || return
	manifest=$(add_blob "$to" "$to/manifest" manifest.v1+json "$(printf \
		',"platform":{"architecture":"%s","os":"linux"},"annotations":{"%s":"latest"}' \
		"$machine" org.opencontainers.image.ref.name)") || return
	printf '{"schemaVersion":2,"mediaType":"%s","manifests":[%s]}\n' \
		application/vnd.oci.image.index.v1+json "$manifest" >"$to/index.json" &&
		printf '{"imageLayoutVersion":"1.0.0"}\n' >"$to/oci-layout"
}

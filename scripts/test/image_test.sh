#!/usr/bin/env atf-sh
# shellcheck shell=sh
# scripts/image, with a suite that only pretends.

# shellcheck source=image_toy.sh
. "$(atf_get_srcdir)/image_toy.sh"

cases=

# case_is NAME TEXT; the body is NAME_body().
case_is() {
	eval "$1_head() { atf_set descr '$2'; }"
	atf_test_case "$1"
	cases="$cases $1"
}

# expect_refusal ARGUMENT...: one line, and nothing is written.
expect_refusal() {
	status=0
	image "$@" >out 2>err || status=$?
	cat out err
	atf_check_equal 2 "$status"
	atf_check_equal 1 "$(wc -l <err)"
	expect_nothing_left
}

# blob LAYOUT DIGEST: the file.
blob() {
	printf '%s/blobs/sha256/%s' "$1" "${2#sha256:}"
}

case_is wrong_arguments "A wrong argument is refused in one line; what is not ours is left alone"
wrong_arguments_body() {
	make_image_toy
	expect_refusal
	expect_refusal --nonsense
	expect_refusal --tar
	expect_refusal --oci ""
	mkdir mine
	echo precious >mine/file
	expect_refusal --rootfs mine
	expect_refusal --oci mine
	expect_refusal --tar mine
	expect_refusal --tar mine/file/archive
	SOURCE_DATE_EPOCH=yesterday expect_refusal --tar archive
	atf_check -o inline:'precious\n' cat mine/file
	atf_check test ! -e archive
}

case_is broken_build "A suite that cannot be made is told in one line, and nothing is written"
broken_build_body() {
	make_image_toy
	printf 'suite:\n\tfalse\n' >toy/Makefile
	status=0
	image --oci layout --tar archive >log 2>err || status=$?
	atf_check_equal 2 "$status"
	atf_check -o match:'^image: the suite cannot be made; see: make' tail -n 1 err
	atf_check test ! -e layout -a ! -e archive -a ! -e archive.part
	expect_nothing_left
}

case_is layout "The layout is that of an OCI image: every blob is what its digest says"
layout_body() {
	make_image_toy
	image --oci layout || atf_fail "not made"
	expect_nothing_left
	atf_check -o inline:'1.0.0\n' jq -r .imageLayoutVersion layout/oci-layout
	manifest=$(blob layout "$(jq -r '.manifests[0].digest' layout/index.json)")
	config=$(blob layout "$(jq -r .config.digest "$manifest")")
	layer=$(blob layout "$(jq -r '.layers[0].digest' "$manifest")")
	for file in layout/blobs/sha256/*; do
		atf_check_equal "${file##*/}  $file" "$(sha256sum "$file")"
	done
	atf_check_equal 3 "$(find layout/blobs/sha256 -type f | wc -l)"
	atf_check_equal "$(jq '.manifests[0].size' layout/index.json)" "$(wc -c <"$manifest")"
	atf_check_equal "$(jq .config.size "$manifest")" "$(wc -c <"$config")"
	atf_check_equal "$(jq '.layers[0].size' "$manifest")" "$(wc -c <"$layer")"
	atf_check_equal "$(jq -r '.rootfs.diff_ids[0]' "$config")" \
		"sha256:$(gzip -d <"$layer" | sha256sum | cut -d ' ' -f 1)"
	atf_check -o inline:'["/ipcts/entrypoint"]\n' jq -c .config.Entrypoint "$config"
	atf_check -o inline:'65534:65534\n' jq -r .config.User "$config"
	atf_check -o inline:'IPCTS_OUT=/out\n' jq -r '.config.Env[1]' "$config"
	atf_check -o inline:'ipcts\n' jq -r '.config.Labels["org.opencontainers.image.title"]' "$config"
	atf_check -o inline:'linux\n' jq -r .os "$config"
}

case_is archive "The archive holds the suite, and who made it when and where is not in it"
archive_body() {
	make_image_toy
	SOURCE_DATE_EPOCH=1000000000 TZ=UTC image --tar archive || atf_fail "not made"
	TZ=UTC tar --numeric-owner -tvf archive >list
	for name in ipcts/entrypoint ipcts/sonobuoy ipcts/run ipcts/ipcts-report ipcts/kyua/kyua \
		ipcts/baselines/linux.baseline bin/sh; do
		atf_check -o ignore grep -E " $name( -> busybox)?\$" list
	done
	atf_check -o match:'^drwxrwxrwt .* tmp/$' cat list
	atf_check -o match:'^drwxrwxrwx .* out/$' cat list
	atf_check -s exit:1 grep -v ' 0/0 .* 2001-09-09 01:46 ' list
	atf_check -s exit:1 grep -e '\.complete' -e ' /' -e "$PWD" list
}

case_is reproducible "The same files make the same archive and layout, elsewhere and later"
reproducible_body() {
	make_image_toy
	export SOURCE_DATE_EPOCH=1000000000
	image --tar archive --oci layout || atf_fail "not made"
	mkdir elsewhere
	mv toy elsewhere
	ln -s elsewhere/toy toy
	find elsewhere/toy -exec touch -h {} +
	(umask 077 && LC_ALL=C.UTF-8 image --tar again --oci layout2) || atf_fail "not made"
	atf_check cmp archive again
	atf_check diff -r layout layout2
	SOURCE_DATE_EPOCH=1000000001 image --tar later || atf_fail "not made"
	atf_check -s exit:1 -o ignore cmp archive later
}

case_is containerfile "What the Containerfile adds is the same archive; all its lines are known"
containerfile_body() {
	make_image_toy
	file=toy/scripts/image.d/Containerfile
	atf_check -o inline:'FROM scratch\nADD rootfs.tar /\n' grep -E '^(FROM|ADD|COPY|RUN) ' $file
	atf_check -s exit:1 grep -vE \
		'^(#|FROM|ADD|ENV [A-Z_]+=[^" ]*$|LABEL [a-z.]+="[^"]*"$|USER|WORKDIR|ENTRYPOINT \[)' $file
}

case_is rootfs "The folder is made anew only if something is newer"
rootfs_body() {
	make_image_toy
	image --rootfs folder/root || atf_fail "not made"
	: >folder/root/mark
	image --rootfs folder/root || atf_fail "not made"
	atf_check test -e folder/root/mark
	echo '# another' >toy/reports/baselines/another.baseline
	image --rootfs folder/root || atf_fail "not made"
	atf_check test -e folder/root/mark
	atf_check test -e folder/root/ipcts/baselines/another.baseline
	touch toy/cases/alpha/Kyuafile
	touch -d '1 minute ago' folder/root/.complete
	image --rootfs folder/root || atf_fail "not made"
	atf_check test ! -e folder/root/mark
	atf_check -o inline:'root\n' ls folder
}

case_is replaces "A second layout replaces the first"
replaces_body() {
	make_image_toy
	image --oci layout --tar archive || atf_fail "not made"
	echo '# another' >toy/reports/baselines/linux.baseline
	before=$(sha256sum <archive)
	image --oci layout --tar archive || atf_fail "not made"
	atf_check test "$before" != "$(sha256sum <archive)"
	atf_check_equal 3 "$(find layout/blobs/sha256 -type f | wc -l)"
}

atf_init_test_cases() {
	for name in $cases; do
		atf_add_test_case "$name"
	done
}

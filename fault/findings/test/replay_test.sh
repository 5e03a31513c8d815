#!/usr/bin/env atf-sh
# shellcheck shell=sh
# fault/findings/replay, with an explorer and a dpkg-query that only pretend.

replay="$(atf_get_srcdir)/../replay"

# pretend NAME TEXT: a program of that name comes first in the PATH.
pretend() {
	mkdir -p bin
	printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
	chmod +x "bin/$1"
}

# write_entry ID PROGRAM [TRIGGER NATURAL]: a finding of subject 1.0-1.
write_entry() {
	printf '# a remark\nid: %s\npackage: subject 1.0-1\n' "$1"
	printf 'what: it is only there for this test\ntrigger: %s\n' "${3-injected only}"
	[ $# -lt 4 ] || printf 'natural: %s\n' "$4"
	printf 'class: wrong output\n'
	printf 'replay: fault-explore --replay 1:1:posix/io/rw/read:1=EIO -- %s "a b"\n\n' "$2"
}

# write_table ID PROGRAM...
write_table() {
	: >table
	while [ $# -gt 0 ]; do
		write_entry "$1" "$2" >>table
		shift 2
	done
}

prepare() {
	pretend dpkg-query 'printf "installed 1.0-1"'
	pretend subject ':'
	pretend explorer 'printf "%s\n" "$@" >>'"'$PWD/asked'"'
echo "wrong output: stdout differs"; exit 1'
	write_table one subject two subject
}

run_replay() {
	status=0
	PATH=$PWD/bin:$PATH "$replay" --table table --explorer bin/explorer "$@" >out 2>err ||
		status=$?
	cat out err
}

atf_test_case the_same
the_same_body() {
	prepare
	run_replay two
	atf_check_equal 0 "$status"
	atf_check -o inline:'two: the same: wrong output: stdout differs\n' cat out
	atf_check -o empty cat err
	printf '%s\n' --replay 1:1:posix/io/rw/read:1=EIO -- subject 'a b' >expected
	atf_check cmp expected asked
}

atf_test_case all_without_id
all_without_id_body() {
	prepare
	run_replay
	atf_check_equal 0 "$status"
	atf_check -o inline:'2\n' grep -c 'the same' out
}

atf_test_case another_class
another_class_body() {
	prepare
	pretend explorer 'echo "handled: same result"'
	run_replay
	atf_check_equal 1 "$status"
	atf_check -o inline:'one: NOT the same: handled: same result, instead of wrong output\n' \
		head -n 1 out
	atf_check -o match:'two: NOT' tail -n 1 out
}

atf_test_case explorer_cannot_run
explorer_cannot_run_body() {
	prepare
	pretend explorer 'echo "fault-explore: run it as root"; exit 2'
	run_replay
	atf_check_equal 2 "$status"
	atf_check -o inline:'replay: one: fault-explore says: fault-explore: run it as root\n' cat err
}

atf_test_case no_explorer
no_explorer_body() {
	prepare
	rm bin/explorer
	run_replay
	atf_check_equal 2 "$status"
	atf_check -o match:'explorer is not there: run make first' cat err
}

atf_test_case bad_id
bad_id_body() {
	prepare
	run_replay one three
	atf_check_equal 2 "$status"
	atf_check -o empty cat out
	atf_check -o inline:'replay: no finding three; see --list\n' cat err
	atf_check -s exit:1 test -e asked
}

atf_test_case bad_option
bad_option_body() {
	prepare
	run_replay --fast
	atf_check_equal 2 "$status"
	atf_check -o inline:'replay: no option --fast; see --help\n' cat err
}

atf_test_case missing_program
missing_program_body() {
	prepare
	write_table one subject other ipcts-no-such-program
	run_replay
	atf_check_equal 0 "$status"
	atf_check -o match:'^one: the same' cat out
	atf_check -o match:'^other: skipped: ipcts-no-such-program is not there$' cat out
}

atf_test_case missing_package
missing_package_body() {
	prepare
	pretend dpkg-query 'exit 1'
	run_replay one
	atf_check_equal 0 "$status"
	atf_check -o inline:'one: skipped: the package subject is not installed\n' cat out
	atf_check -s exit:1 test -e asked
}

atf_test_case removed_package
removed_package_body() {
	prepare
	pretend dpkg-query 'printf "config-files 1.0-1"'
	run_replay one
	atf_check_equal 0 "$status"
	atf_check -o inline:'one: skipped: the package subject is not installed\n' cat out
}

atf_test_case other_version
other_version_body() {
	prepare
	pretend dpkg-query 'printf "installed 1.0-2"'
	run_replay one
	atf_check_equal 0 "$status"
	atf_check -o inline:'one: skipped: subject is 1.0-2, the finding is of 1.0-1\n' cat out
}

atf_test_case natural
natural_body() {
	prepare
	{
		write_entry one subject 'defect; it rains' 'test ! -e dry'
		write_entry two subject 'defect; it snows' 'test -e white'
		write_entry three subject
	} >table
	run_replay --natural
	atf_check_equal 1 "$status"
	atf_check -o inline:'one: the same: it rains\n' head -n 1 out
	atf_check -o match:'^two: NOT the same: not with: it snows' cat out
	atf_check -o match:'^three: skipped: it is injected only$' cat out
	atf_check -s exit:1 test -e asked
}

atf_test_case list
list_body() {
	prepare
	rm bin/explorer
	run_replay --list
	atf_check_equal 0 "$status"
	atf_check -o inline:'one: subject 1.0-1: injected only\ntwo: subject 1.0-1: injected only\n' \
		cat out
}

atf_test_case bad_table
bad_table_body() {
	prepare
	write_table one subject one subject
	run_replay
	atf_check_equal 2 "$status"
	atf_check -o inline:'replay: table: one: two entries\n' cat err
	write_table one subject
	sed -i '/^what/d' table
	run_replay
	atf_check_equal 2 "$status"
	atf_check -o inline:'replay: table: one: no what\n' cat err
	write_table one subject
	sed -i 's/^trigger: .*/trigger: defect; it rains/' table
	run_replay
	atf_check_equal 2 "$status"
	atf_check -o match:'has no natural line' cat err
}

# What the project has: each entry is well formed, whether its program is there or not.
atf_test_case own_table
own_table_body() {
	atf_check -o match:'^socat_reset_as_end: socat ' "$replay" --list
}

atf_init_test_cases() {
	for name in the_same all_without_id another_class explorer_cannot_run no_explorer bad_id \
		bad_option missing_program missing_package removed_package other_version natural \
		list bad_table own_table; do
		atf_add_test_case $name
	done
}

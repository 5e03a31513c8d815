# shellcheck shell=sh
# A toy of a checkout, in the folder "toy", to try the scripts on: their own
# programs are real, what they work on is not.
#
# cases/environment	one case that passes
# cases/alpha		two cases that pass
# cases/beta		one that waits for as long as there is a file "slow"
# fault			the programs of the shard, which pass, and one that is no part of it

# toy_program FOLDER/NAME TEXT: a case that is a shell script.
toy_program() {
	printf '#!/bin/sh\n%s\n' "$2" >"toy/$1_test"
	chmod +x "toy/$1_test"
	printf 'plain_test_program{name="%s_test"}\n' "${1##*/}" >>"toy/${1%/*}/Kyuafile"
}

toy_case() {
	toy_program "cases/$1" "$2"
}

# Its report says which results it was given, and that they conform.
toy_report() {
	cat >toy/build/native/reports/ipcts-report <<-'END'
		#!/bin/sh
		echo "$@" >"$0.arguments"
		while [ $# -gt 1 ]; do
			[ "$1" != --output ] || echo report >"$2"
			shift
		done
		ls "$1"
		exit "$(cat "$0.status")"
	END
	chmod +x toy/build/native/reports/ipcts-report
	echo 0 >toy/build/native/reports/ipcts-report.status
}

make_toy() {
	mkdir -p toy/cases/environment toy/cases/alpha toy/cases/beta toy/fault/libc toy/fault/test \
		toy/build/native/reports tmp
	cp -R "$(atf_get_srcdir)/.." toy/scripts
	printf 'all:\n' >toy/Makefile
	printf 'syntax(2)\ntest_suite("ipcts")\ninclude("cases/Kyuafile")\n' >toy/Kyuafile
	printf 'include("fault/%s/Kyuafile")\n' libc test >>toy/Kyuafile
	for folder in libc test; do
		printf 'syntax(2)\ntest_suite("ipcts")\n' >toy/fault/$folder/Kyuafile
	done
	printf 'syntax(2)\ntest_suite("ipcts")\n' >toy/cases/Kyuafile
	for shard in environment alpha beta; do
		printf 'include("%s/Kyuafile")\n' $shard >>toy/cases/Kyuafile
		printf 'syntax(2)\ntest_suite("ipcts")\n' >toy/cases/$shard/Kyuafile
	done
	toy_case environment/facts 'exit 0'
	toy_case alpha/pass 'exit 0'
	toy_case alpha/again 'exit 0'
	toy_case beta/wait "echo >'$PWD/waiting'; while [ -e '$PWD/slow' ]; do sleep 0.05; done"
	for name in test/points test/survive test/tool libc/native; do
		toy_program fault/$name 'exit 0'
	done
	toy_report
}

# conformance ARGUMENT...: what it left in TMPDIR would be in "tmp".
conformance() {
	TMPDIR=$PWD/tmp toy/scripts/conformance --no-setup "$@"
}

# The same in the background, as $!.
start() {
	env TMPDIR="$PWD/tmp" toy/scripts/conformance --no-setup "$@" >log 2>&1 &
}

# Waits until a command succeeds; gives up after a while.
await() {
	for _ in $(seq 1200); do
		if "$@"; then
			return 0
		fi
		sleep 0.05
	done
	atf_fail "waited in vain for: $*"
}

# The one line a script says when it cannot run.
expect_refusal() {
	status=0
	conformance "$@" >refusal.out 2>refusal.err || status=$?
	cat refusal.out refusal.err
	atf_check_equal 2 "$status"
	atf_check_equal 1 "$(wc -l <refusal.err)"
}

expect_nothing_left() {
	atf_check -o empty ls -A tmp
}

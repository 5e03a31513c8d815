#!/usr/bin/env atf-sh
# shellcheck shell=sh
# The benchmarks of fault injection, with programs that only pretend.

bench="$(atf_get_srcdir)/../../fault/bench"

# pretend FILE TEXT: a program.
pretend() {
	mkdir -p "${1%/*}"
	printf '#!/bin/sh\n%s\n' "$2" >"$1"
	chmod +x "$1"
}

# all_ends STATUS POINTS NOTIFY LIBC EXPLORE: with benchmarks that end so.
all_ends() {
	mkdir -p toy
	cp "$bench/all" toy/all
	pretend toy/points "echo points; exit $2"
	pretend toy/notify "echo notify; exit $3"
	pretend toy/libc "echo libc; exit $4"
	pretend toy/explore "echo explore; exit $5"
	status=0
	toy/all >out || status=$?
	cat out
	atf_check_equal "$1" "$status"
	atf_check_equal 4 "$(grep -c -x -e points -e notify -e libc -e explore out)"
}

atf_test_case worst_counts
worst_counts_body() {
	all_ends 0 0 0 0 0
	all_ends 1 0 1 0 0
	all_ends 2 1 2 0 0
	atf_check -o match:'^not measured$' cat out
	all_ends 2 0 0 0 127
}

# Every program that the benchmark needs, but not strace.
without_strace() {
	for name in awk bash env sh; do
		mkdir -p bin
		ln -s "$(command -v $name)" bin/$name
	done
}

atf_test_case no_strace
no_strace_body() {
	without_strace
	pretend toy/fault/bench/calls 'echo 100'
	pretend toy/fault/bench/bare 'echo 110'
	pretend toy/fault/notify/fault-syscall 'echo 120'
	atf_check -o match:'^strace is not installed: no comparison with it$' \
		-o match:'^an intercepted call that fails .* met$' -o not-match:'of that of strace' \
		env PATH="$PWD/bin" bash "$bench/notify" toy
	pretend bin/strace 'exit 1'
	atf_check -o match:'^strace does not work here: no comparison with it$' \
		env PATH="$PWD/bin" bash "$bench/notify" toy
}

atf_test_case not_built
not_built_body() {
	for name in points notify libc explore; do
		atf_check -s exit:2 -e match:'make' bash "$bench/$name" "$PWD/nowhere"
	done
}

atf_test_case sweep_time
sweep_time_body() {
	pretend toy/fault/libc/fault-libc \
		'echo "2 calls, 3 runs, 1 deviations, 0 runs whose call was not made" >&2; exit 1'
	atf_check -o match:'2 calls, 3 runs, 0.*met$' bash "$bench/libc" toy
	pretend toy/fault/libc/fault-libc 'echo "fault-libc: nothing works" >&2; exit 2'
	atf_check -s exit:2 -e match:'nothing works' bash "$bench/libc" toy
}

atf_init_test_cases() {
	for name in worst_counts no_strace not_built sweep_time; do
		atf_add_test_case $name
	done
}

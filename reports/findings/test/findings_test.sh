#!/usr/bin/env atf-sh
# shellcheck shell=sh
# The findings against the baselines, and the program that runs them.

top="$(atf_get_srcdir)/../../.."
program="$top/build/native/reports/findings/findings"
baselines="$top/reports/baselines"

# reasons FILE...: those of the baselines, each once.
reasons() {
	sed -e '/^#/d' -e 's/^[^|]*| *//' -e 's/ *|.*//' "$@" | sort -u
}

atf_test_case every_reason_has_a_finding
every_reason_has_a_finding_body() {
	"$program" --list | sort >found
	atf_check -o empty uniq -d found
	for file in "$baselines"/*.baseline; do
		reasons "$file" >wanted
		atf_check test -s wanted
		comm -23 wanted found >missing
		[ ! -s missing ] || atf_fail "$(basename "$file"): no finding: $(head -n 1 missing)"
	done
}

atf_test_case every_finding_has_a_baseline
every_finding_has_a_baseline_body() {
	reasons "$baselines"/*.baseline >known
	"$program" --list | sort >found
	atf_check -o empty comm -13 known found
}

# is_running: whether a process has the folder "tmp" for its temporary files.
is_running() {
	grep -qsz "^TMPDIR=$PWD/tmp\$" /proc/[0-9]*/environ
}

# compare_here: this system shows what its baseline says; nothing is left of the findings.
compare_here() {
	mkdir tmp
	[ "$(uname -s)" = Linux ] || atf_skip "the baseline is that of Linux"
	atf_check -o match:' 0 differ' env TMPDIR="$PWD/tmp" \
		"$program" --baseline "$baselines/linux.baseline"
	atf_check rmdir tmp
	for try in $(seq 100); do
		is_running || return 0
	done
	atf_fail "processes are left after $try looks"
}

atf_test_case as_root
as_root_head() {
	atf_set require.user root
}
as_root_body() {
	compare_here
}

atf_test_case as_user
as_user_head() {
	atf_set require.user unprivileged
}
as_user_body() {
	compare_here
}

atf_test_case tells_what_differs
tells_what_differs_body() {
	unknown='Linux reports EINVAL for listen() on a local socket without an address'
	grep -v "$unknown" "$baselines/linux.baseline" >baseline
	printf '%s | %s\n' a.new@one 'it is only there for this test' \
		a.new@two 'it is only there for this test' \
		b.gone 'musl adds the slash that the name lacks' >>baseline
	atf_check -s exit:1 -o save:out "$program" --baseline baseline
	atf_check -o inline:"without a finding     it is only there for this test\n" head -n 1 out
	atf_check -o ignore grep -Fx "shown, but not known  $unknown" out
	atf_check -o ignore grep -Fx "known, but not shown  musl adds the slash that the name lacks" out
	atf_check -o match:' 3 differ' tail -n 1 out
	atf_check -o inline:'4\n' grep -c . out
}

atf_test_case only_some
only_some_body() {
	atf_check -o inline:'not shown        musl adds the slash that the name lacks
shown            Linux still tells the peer'"'"'s name after shutdown()\n' \
		"$program" 'Linux still' 'musl adds'
}

atf_test_case ends_at_a_signal
ends_at_a_signal_body() {
	mkdir tmp
	TMPDIR=$PWD/tmp "$program" 'glibc 2.36 wakes' >out &
	while [ "$(find tmp -mindepth 1 | wc -l)" = 0 ]; do
		kill -0 $! || atf_fail "it ended by itself"
	done
	kill -TERM $!
	wait $!
	atf_check_equal 143 $?
	atf_check -o empty cat out
	atf_check rmdir tmp
}

atf_test_case wrong_arguments
wrong_arguments_body() {
	atf_check -s exit:2 -e inline:'findings: wrong arguments; see --help: --fast\n' "$program" --fast
	atf_check -s exit:2 -e inline:'findings: wrong arguments; see --help: --baseline\n' \
		"$program" --baseline
	atf_check -s exit:2 -e inline:'findings: no reason begins so: No\n' "$program" Linux No
	atf_check -s exit:2 -e inline:'findings: absent: No such file or directory\n' \
		"$program" --baseline absent
	atf_check -o match:'^Usage: findings' "$program" --help
}

atf_init_test_cases() {
	for name in every_reason_has_a_finding every_finding_has_a_baseline as_root as_user \
		tells_what_differs only_some ends_at_a_signal wrong_arguments; do
		atf_add_test_case $name
	done
}

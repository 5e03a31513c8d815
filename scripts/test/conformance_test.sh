#!/usr/bin/env atf-sh
# shellcheck shell=sh
# scripts/conformance, on a toy of a checkout.

# shellcheck source=toy.sh
. "$(atf_get_srcdir)/toy.sh"

cases=

# case_is NAME TEXT; the body is NAME_body().
case_is() {
	eval "$1_head() { atf_set descr '$2'; }"
	atf_test_case "$1"
	cases="$cases $1"
}

case_is wrong_arguments "A wrong argument is refused, in one line, and nothing is written"
wrong_arguments_body() {
	make_toy
	expect_refusal --nonsense
	expect_refusal nonsense
	expect_refusal --mechanism gamma
	expect_refusal --mechanism environment
	expect_refusal --mechanism
	expect_refusal --jobs 0
	expect_refusal --jobs x
	expect_refusal --jobs=
	expect_refusal --time-scale 0
	expect_refusal --time-scale -1
	expect_refusal --baseline "$PWD/missing"
	expect_refusal --set nonsense
	expect_refusal --output /dev/null
	expect_refusal --output "$(printf 'toy/Makefile/\033[2J')"
	atf_check test ! -e toy/out
	expect_nothing_left
}

case_is old_kyua "A kyua that is too old is refused"
old_kyua_body() {
	make_toy
	mkdir old
	printf '#!/bin/sh\necho "kyua (Kyua) 0.9"\n' >old/kyua
	chmod +x old/kyua
	PATH=$PWD/old:$PATH
	expect_refusal
	expect_nothing_left
}

case_is whole_run "A run writes every report and the results of every shard"
whole_run_body() {
	make_toy
	SECRET=secret conformance >log || atf_fail "$(cat log)"
	atf_check -o inline:'junit.xml\nreport.html\nreport.json\nreport.md\nresults\nsummary.tsv\n' ls -A toy/out
	atf_check -o inline:'alpha.db\nbeta.db\nenvironment.db\nfault.db\n' ls toy/out/results
	atf_check -o match:'^alpha: 2 cases, 0 failed' cat log
	atf_check -s exit:1 grep -q -a SECRET toy/out/results/alpha.db
	expect_nothing_left
}

case_is exit_status "The exit status is that of the report"
exit_status_body() {
	make_toy
	for expected in 1 2; do
		echo $expected >toy/build/native/reports/ipcts-report.status
		status=0
		conformance >log || status=$?
		atf_check_equal $expected "$status"
	done
}

case_is options "The options reach kyua and the report"
options_body() {
	make_toy
	echo mine >known
	# shellcheck disable=SC2016 # for the case to expand
	toy_case alpha/settings 'env; cat "$TEST_ENV_baseline"'
	conformance --mechanism alpha --jobs=3 --time-scale 2.5 --baseline known --set a=b \
		--output "my out" >log || atf_fail "$(cat log)"
	atf_check -o inline:'alpha.db\nenvironment.db\n' ls "my out/results"
	atf_check -o match:"--baseline $PWD/known --mechanism alpha " \
		cat toy/build/native/reports/ipcts-report.arguments
	kyua report -r "$PWD/my out/results/alpha.db" --verbose --results-filter= >verbose
	atf_check -o match:'TEST_ENV_time_scale=2.5' cat verbose
	atf_check -o match:'TEST_ENV_a=b' cat verbose
	atf_check -o match:'^mine$' cat verbose
}

case_is replaces "A second run replaces the first"
replaces_body() {
	make_toy
	conformance >log || atf_fail "$(cat log)"
	conformance --mechanism beta >log || atf_fail "$(cat log)"
	atf_check -o inline:'beta.db\nenvironment.db\n' ls toy/out/results
	atf_check test ! -e toy/out/unfinished
}

# interrupt SIGNAL STATUS: a run that waits in the shard beta.
interrupt() {
	make_toy
	: >slow
	start
	await test -e waiting
	kill -"$1" $!
	status=0
	wait $! || status=$?
	cat log
	atf_check_equal "$2" "$status"
	atf_check -o match:'go on with: .*--resume' cat log
	expect_nothing_left
	atf_check -o inline:'alpha.db\nenvironment.db\n' ls toy/out/unfinished
	atf_check_equal "" "$(grep -ls "$PWD/[t]oy" /proc/[0-9]*/cmdline)"
}

# Only what is missing runs: alpha's results stay as they were.
resume() {
	rm slow
	before=$(cksum <toy/out/unfinished/alpha.db)
	conformance --resume >log || atf_fail "$(cat log)"
	atf_check -o inline:'alpha.db\nbeta.db\nenvironment.db\nfault.db\n' ls toy/out/results
	atf_check_equal "$before" "$(cksum <toy/out/results/alpha.db)"
	atf_check test ! -e toy/out/unfinished
	expect_nothing_left
}

case_is interrupted "SIGINT ends a run cleanly; --resume goes on with it"
interrupted_body() {
	interrupt INT 130
	resume
}

case_is terminated "SIGTERM ends a run cleanly; --resume goes on with it"
terminated_body() {
	interrupt TERM 143
	resume
}

# stop_started: ends what start() started, in the shard beta.
stop_started() {
	await test -e waiting
	kill -TERM $!
	status=0
	wait $! || status=$?
	atf_check_equal 143 "$status"
	rm slow waiting
}

case_is keeps_complete "A run that is interrupted leaves the complete one before it alone"
keeps_complete_body() {
	make_toy
	conformance >log || atf_fail "$(cat log)"
	: >slow
	rm waiting
	start
	stop_started
	atf_check -o inline:'alpha.db\nbeta.db\nenvironment.db\nfault.db\n' ls toy/out/results
	atf_check -o ignore cat toy/out/report.html
}

case_is resumes_selection "--resume keeps to the mechanisms of the run it goes on with"
resumes_selection_body() {
	make_toy
	: >slow
	start --mechanism beta
	stop_started
	conformance --resume >log || atf_fail "$(cat log)"
	atf_check -o inline:'beta.db\nenvironment.db\n' ls toy/out/results
}

case_is resume_needs_same_programs "Results of other programs are not mixed with new ones"
resume_needs_same_programs_body() {
	make_toy
	: >slow
	start
	stop_started
	echo '# changed' >>toy/cases/alpha/pass_test
	expect_refusal --resume
	atf_check -o match:'another build' cat refusal.err
}

case_is resume_nothing "--resume without an interrupted run begins one"
resume_nothing_body() {
	make_toy
	conformance --resume >log || atf_fail "$(cat log)"
	atf_check -o inline:'alpha.db\nbeta.db\nenvironment.db\nfault.db\n' ls toy/out/results
}

case_is fault_shard "What becomes of failing calls is a shard, of the programs that try the system"
fault_shard_body() {
	make_toy
	conformance --mechanism fault >log || atf_fail "$(cat log)"
	atf_check -o inline:'environment.db\nfault.db\n' ls toy/out/results
	atf_check -o match:'^fault: 3 cases, 0 failed' cat log
	atf_check -o match:'^--mechanism fault ' cat toy/build/native/reports/ipcts-report.arguments
	conformance >log || atf_fail "$(cat log)"
	atf_check -s exit:1 grep -q -e --mechanism toy/build/native/reports/ipcts-report.arguments
}

case_is fault_interrupted "The results of the fault shard appear when they are complete; --resume runs it"
fault_interrupted_body() {
	make_toy
	echo "echo >'$PWD/waiting'; while [ -e '$PWD/slow' ]; do sleep 0.05; done" >>toy/fault/libc/native_test
	sed -i '/^exit 0/d' toy/fault/libc/native_test
	: >slow
	start --mechanism alpha --mechanism fault
	stop_started
	atf_check -o inline:'alpha.db\nenvironment.db\n' ls toy/out/unfinished
	before=$(cksum <toy/out/unfinished/alpha.db)
	conformance --resume >log || atf_fail "$(cat log)"
	atf_check -o inline:'alpha.db\nenvironment.db\nfault.db\n' ls toy/out/results
	atf_check_equal "$before" "$(cksum <toy/out/results/alpha.db)"
	expect_nothing_left
}

case_is fault_programs "Results of another fault library are not mixed with new ones"
fault_programs_body() {
	make_toy
	mkdir -p toy/build/native/fault/preload
	: >toy/build/native/fault/preload/lib.so
	: >slow
	start
	stop_started
	echo changed >toy/build/native/fault/preload/lib.so
	expect_refusal --resume
	atf_check -o match:'another build' cat refusal.err
}

case_is kyua_killed "A shard whose kyua is killed has the results of the other cases"
kyua_killed_body() {
	make_toy
	# shellcheck disable=SC2016 # for the case to expand: its parent is kyua
	toy_case alpha/kill 'kill -KILL $PPID'
	conformance >log 2>&1 || atf_fail "$(cat log)"
	atf_check -o match:'the target dies while cases/alpha/kill_test:main runs' cat log
	atf_check -o inline:'alpha.db\nalpha.died\nbeta.db\nenvironment.db\nfault.db\n' \
		ls toy/out/results
	expect_nothing_left
}

case_is full_disk "Without space for the results, one line says so"
full_disk_body() {
	unshare -Urm true 2>/dev/null || atf_skip "no private mount namespace"
	make_toy
	mkdir small
	cat >try <<-'END'
		mount -t tmpfs -o size=40k none small &&
			TMPDIR=$PWD/tmp toy/scripts/conformance --no-setup --output small/out
	END
	status=0
	unshare -Urm sh try >out 2>err || status=$?
	cat out err
	atf_check_equal 2 "$status"
	atf_check -o match:'^conformance: no space left in ' cat err
	atf_check_equal 1 "$(wc -l <err)"
	expect_nothing_left
}

case_is build_fails "A build that fails ends the run"
build_fails_body() {
	make_toy
	printf 'all:\n\tfalse\n' >toy/Makefile
	status=0
	conformance >log 2>&1 || status=$?
	atf_check_equal 2 "$status"
	atf_check -o match:'^conformance: the build failed' tail -n 1 log
	atf_check test ! -e toy/out
	expect_nothing_left
}

case_is one_at_a_time "Two runs do not write to one place"
one_at_a_time_body() {
	make_toy
	: >slow
	start
	await test -e waiting
	expect_refusal
	atf_check -o match:'another run' cat refusal.err
	rm slow
	wait $! || atf_fail "$(cat log)"
}

case_is untrusted_lines "What a case says cannot move the cursor"
untrusted_lines_body() {
	make_toy
	toy_case alpha/bad 'kill -SEGV $$'
	sed -i 's/bad_test/b\\027ad_test/' toy/cases/alpha/Kyuafile
	mv toy/cases/alpha/bad_test "$(printf 'toy/cases/alpha/b\033ad_test')"
	conformance >log 2>&1 || true
	atf_check -o match:'b.ad_test:main  ->  broken' cat log
	atf_check -s exit:1 grep -q "$(printf '\033')" log
}

case_is says_what_is_asked "--help and --list-mechanisms say what they are asked for"
says_what_is_asked_body() {
	make_toy
	atf_check -o match:'^Usage: ' toy/scripts/conformance --help
	atf_check -o inline:'alpha\nbeta\nfault\n' toy/scripts/conformance --list-mechanisms
}

atf_init_test_cases() {
	for name in $cases; do
		atf_add_test_case "$name"
	done
}

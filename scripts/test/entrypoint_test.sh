#!/usr/bin/env atf-sh
# shellcheck shell=sh disable=SC2154 # $status is set by run_suite
# What a container of the image runs: /ipcts/entrypoint, and /ipcts/sonobuoy.

# shellcheck source=image_toy.sh
. "$(atf_get_srcdir)/image_toy.sh"

cases=

# case_is NAME TEXT; the body is NAME_body().
case_is() {
	eval "$1_head() { atf_set descr '$2'; }"
	atf_test_case "$1"
	cases="$cases $1"
}

# expect_refusal PROGRAM ARGUMENT...: one line, and nothing is written.
expect_refusal() {
	run_suite "$@"
	atf_check_equal 2 "$status"
	atf_check_equal 1 "$(wc -l <errors)"
	atf_check test ! -e out -a ! -e handed
	expect_nothing_left
}

# Waits until a command succeeds; gives up after a while.
await() {
	for _ in $(seq 200); do
		if "$@"; then
			return 0
		fi
		sleep 0.05
	done
	atf_fail "waited in vain for: $*"
}

# The archive that was handed over, in the folder "packed".
unpack() {
	atf_check -o inline:"$PWD/handed/ipcts.tar.gz" cat handed/done
	atf_check -o inline:'done\nipcts.tar.gz\n' ls -A handed
	mkdir packed
	atf_check tar -xzf handed/ipcts.tar.gz -C packed
}

case_is whole_run "A run writes every report and the results of every shard"
whole_run_body() {
	make_suite_toy
	run_suite entrypoint
	atf_check_equal 0 "$status"
	atf_check -o inline:'junit.xml\nreport.html\nreport.json\nreport.md\nresults\nsummary.tsv\n' ls -A out
	atf_check -o inline:'alpha.db\nbeta.db\nenvironment.db\n' ls -A out/results
	atf_check -o match:'^alpha: 1 case, 0 failed, 0 skipped$' cat log
	atf_check -o match:'--baseline .*linux.baseline --mechanism alpha --mechanism beta ' cat arguments
	expect_nothing_left
	run_suite entrypoint IPCTS_MECHANISMS=beta
	atf_check_equal 0 "$status"
	atf_check -o inline:'beta.db\nenvironment.db\n' ls -A out/results
}

case_is exit_status "The exit status is that of the report"
exit_status_body() {
	make_suite_toy
	suite_case alpha 'exit 1'
	for expected in 1 2; do
		echo $expected >verdict
		run_suite entrypoint
		atf_check_equal $expected "$status"
	done
	atf_check -o match:'^alpha: 1 case, 1 failed, 0 skipped$' cat log
}

case_is settings "The settings reach kyua and the report"
settings_body() {
	make_suite_toy
	echo '# another' >known
	suite_case alpha 'env'
	run_suite entrypoint IPCTS_MECHANISMS=', alpha,' IPCTS_BASELINE="$PWD/known" \
		IPCTS_TIME_SCALE=2.5 IPCTS_SETTINGS='deadline=7  observe=*' IPCTS_JOBS=3 SECRET=secret
	atf_check_equal 0 "$status"
	atf_check -o inline:'alpha.db\nenvironment.db\n' ls -A out/results
	atf_check -o match:"--baseline $PWD/known --mechanism alpha --format" cat arguments
	kyua report -r "$PWD/out/results/alpha.db" --verbose --results-filter= >verbose
	for setting in time_scale=2.5 deadline=7 'observe=*'; do
		atf_check -o ignore grep -F "TEST_ENV_$setting" verbose
	done
	atf_check -o match:'TEST_ENV_baseline=' cat verbose
	atf_check -s exit:1 grep -q -a SECRET out/results/alpha.db
	run_suite entrypoint IPCTS_BASELINE=none
	atf_check -s exit:1 grep -q baseline arguments
}

case_is wrong_settings "A wrong setting is refused, in one line, and nothing is written"
wrong_settings_body() {
	make_suite_toy
	for setting in IPCTS_MECHANISMS=gamma IPCTS_MECHANISMS=environment IPCTS_JOBS=0 \
		IPCTS_JOBS=x IPCTS_BASELINE=nonsense IPCTS_BASELINE=/nonsense IPCTS_TIME_SCALE=0.0 \
		IPCTS_TIME_SCALE=-1 IPCTS_SETTINGS=nonsense IPCTS_OUT=out IPCTS_OUT=/dev/null \
		TMPDIR=/nonsense; do
		expect_refusal entrypoint "$setting"
	done
	expect_refusal entrypoint "$(printf 'IPCTS_MECHANISMS=al\033[2Jpha')"
	expect_refusal sonobuoy SONOBUOY_RESULTS_DIR=/dev/null
	status=0
	TMPDIR=$PWD/tmp suite/entrypoint nonsense || status=$?
	atf_check_equal 2 "$status"
}

case_is lost_shard "A shard that dies does not lose the others"
lost_shard_body() {
	make_suite_toy
	mv suite/run suite/run.real
	cat >suite/run <<-'END'
		#!/bin/sh
		case $* in
		*/alpha) echo "the end" >&2; kill -KILL $$ ;;
		*) exec "$0.real" --kyuafile "${0%/run}/Kyuafile" "$@" ;;
		esac
	END
	chmod +x suite/run
	run_suite entrypoint
	atf_check_equal 2 "$status"
	atf_check -o inline:'ipcts: no results for alpha: the end\n' cat errors
	atf_check -o inline:'beta.db\nenvironment.db\n' ls -A out/results
	atf_check test -f out/junit.xml
	expect_nothing_left
}

case_is dies "A case that ends kyua is found, and the others have their results"
dies_body() {
	make_suite_toy
	printf 'syntax(2)\ntest_suite("ipcts")\n' >suite/cases/alpha/Kyuafile
	for name in first some last; do
		printf 'plain_test_program{name="%s_test"}\n' $name >>suite/cases/alpha/Kyuafile
		cp suite/cases/beta/some_test suite/cases/alpha/${name}_test
	done
	# Its parent is kyua.
	# shellcheck disable=SC2016 # for the case to expand
	suite_case alpha 'kill -KILL $PPID'
	run_suite entrypoint IPCTS_MECHANISMS=alpha IPCTS_JOBS=1
	atf_check_equal 0 "$status"
	atf_check -o empty cat errors
	atf_check -o match:'^alpha: it dies while cases/alpha/some_test:main runs$' \
		-o match:'^alpha: 2 cases, 0 failed' cat log
	atf_check -o match:'^cases/alpha/some_test:main	it died: ' cat out/results/alpha.died
	atf_check -o inline:'alpha.db\nalpha.died\nenvironment.db\n' ls -A out/results
	atf_check -o match:'alpha/last_test:main' kyua report -r "$PWD/out/results/alpha.db" \
		--results-filter passed --verbose
	expect_nothing_left
}

case_is nothing_ran "Without a single result, there is no report, and the last one stays"
nothing_ran_body() {
	make_suite_toy
	run_suite entrypoint
	printf '#!/bin/sh\nexit 2\n' >suite/run
	run_suite entrypoint
	atf_check_equal 2 "$status"
	atf_check_equal 3 "$(wc -l <errors)"
	atf_check -o inline:'alpha.db\nbeta.db\nenvironment.db\n' ls -A out/results
	atf_check test -f out/report.html -a ! -e out/unfinished
}

case_is interrupted "A run that is told to end leaves no process, and keeps what is finished"
interrupted_body() {
	make_suite_toy
	suite_case beta "echo >'$PWD/waiting'; while [ -e '$PWD/suite' ]; do sleep 0.05; done"
	TMPDIR=$PWD/tmp IPCTS_OUT=$PWD/out suite/entrypoint >log 2>errors &
	await test -e waiting
	kill -TERM $!
	status=0
	wait $! || status=$?
	cat log errors
	atf_check_equal 143 "$status"
	atf_check -o inline:'alpha.db\nenvironment.db\n' ls -A out/unfinished
	atf_check_equal "" "$(grep -ls "$PWD/[s]uite" /proc/[0-9]*/cmdline)"
	expect_nothing_left
}

case_is plugin "A plugin of Sonobuoy hands over one archive, and then says so"
plugin_body() {
	make_suite_toy
	echo 1 >verdict
	run_suite sonobuoy
	atf_check_equal 0 "$status"
	unpack
	atf_check -o inline:'1\n' cat packed/status
	atf_check -o match:'^beta: 1 case' cat packed/log.txt
	for file in junit.xml report.html results/alpha.db; do
		atf_check test -f packed/$file
	done
	expect_nothing_left
}

case_is plugin_without_results "What could not run is a test that is broken, with the reason"
plugin_without_results_body() {
	make_suite_toy
	run_suite sonobuoy 'IPCTS_MECHANISMS=<"&>'
	atf_check_equal 0 "$status"
	unpack
	atf_check -o inline:'2\n' cat packed/status
	atf_check -o match:'errors="1"' cat packed/junit.xml
	atf_check -o match:'unknown mechanism: &lt;&quot;&amp;&gt;' cat packed/junit.xml
}

case_is plugin_stays "One that stays does not run twice, and ends when it is told to"
plugin_stays_body() {
	make_suite_toy
	run_suite sonobuoy
	before=$(cksum <handed/ipcts.tar.gz)
	TMPDIR=$PWD/tmp SONOBUOY_RESULTS_DIR=$PWD/handed suite/sonobuoy --stay &
	await grep -qs . /proc/$!/task/$!/children
	kill -TERM $!
	status=0
	wait $! || status=$?
	atf_check_equal 143 "$status"
	atf_check_equal "$before" "$(cksum <handed/ipcts.tar.gz)"
}

atf_init_test_cases() {
	for name in $cases; do
		atf_add_test_case "$name"
	done
}

#!/usr/bin/env atf-sh
# shellcheck shell=sh
# The target ssh, on a toy of a checkout with toys of hosts.

# shellcheck source=toy.sh
. "$(atf_get_srcdir)/toy.sh"
# shellcheck source=far_toy.sh
. "$(atf_get_srcdir)/far_toy.sh"

cases=

# case_is NAME TEXT; the body is NAME_body().
case_is() {
	eval "$1_head() { atf_set descr '$2'; }"
	atf_test_case "$1"
	cases="$cases $1"
}

case_is runs "The suite runs at the far end, which is left as it was"
runs_body() {
	make_far_toy
	toy_case alpha/where "env; echo \"\$TMPDIR\" >>'$PWD/where'; exit 0"
	echo '# none' >known
	conformance --target ssh:good --mechanism alpha --mechanism beta --baseline known \
		--set "text=it's \$HOME" >log || atf_fail "$(cat log)"
	atf_check -o inline:'alpha.db\nbeta.db\nenvironment.db\n' ls toy/out/ssh_good/results
	atf_check -o match:'^alpha: 3 cases, 0 failed' cat log
	atf_check -o match:"^$PWD/far/ipcts[.]" cat where
	kyua report -r "$PWD/toy/out/ssh_good/results/alpha.db" --verbose --results-filter= >verbose
	atf_check -o match:"TEST_ENV_text=it's .HOME" cat verbose
	atf_check -o match:"TEST_ENV_baseline=$PWD/far/ipcts[.].*/out/baseline" cat verbose
	expect_nothing_left
	expect_nothing_left_far
}

case_is processors "As many cases run at once as the far end has processors, unless it is said"
processors_body() {
	make_far_toy
	# Its parent is kyua.
	toy_case alpha/jobs "tr '\\0' '\\n' </proc/\$PPID/cmdline | grep parallelism= >'$PWD/said'"
	conformance --target ssh:large --mechanism alpha >log || atf_fail "$(cat log)"
	atf_check -o inline:'--variable=parallelism=7\n' cat said
	conformance --target ssh:large --mechanism alpha --jobs 3 >log || atf_fail "$(cat log)"
	atf_check -o inline:'--variable=parallelism=3\n' cat said
	expect_nothing_left_far
}

# driver COMMAND ARGUMENT...: of the target, by itself; for $host.
driver() {
	mkdir -p work out
	IPCTS_WORK=$PWD/work IPCTS_ARGUMENT=$host toy/scripts/targets/ssh "$@"
}

# refused HOST TEXT: a host that cannot be used is told in one line.
refused() {
	host=$1
	status=0
	driver prepare >refusal 2>&1 || status=$?
	cat refusal
	atf_check_equal 2 "$status"
	atf_check_equal 1 "$(wc -l <refusal)"
	atf_check -o match:"$2" cat refusal
	driver clean
	expect_nothing_left_far
}

case_is unusable "A host that cannot be used is refused in one line"
unusable_body() {
	make_far_toy
	expect_refusal --target ssh gone
	atf_check -o match:'cannot reach gone: ssh: connect to host gone port 22: Connection refused$' \
		cat refusal.err
	expect_nothing_left
	refused other 'other is another system: Linux pdp11$'
	refused bare 'bare has no tar$'
	IPCTS_SSH_FOLDER='/a b' refused good 'good: unusable folder: /a b$'
	IPCTS_SSH_FOLDER=/proc refused good 'cannot run the suite in /proc of good: '
	host=-oProxyCommand=false
	atf_check_equal "not a host: $host" "$(driver check)"
	IPCTS_SSH=$PWD/none
	atf_check_equal "$PWD/none: apt-get install openssh-client" "$(driver check)"
}

case_is interrupted "What runs at the far end ends with a run that is interrupted"
interrupted_body() {
	make_far_toy
	: >slow
	start --target ssh:good --mechanism beta
	await test -e waiting
	kill -INT $!
	status=0
	wait $! || status=$?
	atf_check_equal 130 "$status"
	expect_nothing_left
	expect_nothing_left_far
	atf_check_equal "" "$(grep -ls "$PWD/[f]ar" /proc/[0-9]*/cmdline)"
}

case_is connection_lost "What runs at the far end ends with its connection"
connection_lost_body() {
	make_far_toy
	: >slow
	host=good
	driver prepare || atf_fail "cannot prepare"
	driver run "$PWD/out" cases/beta >log 2>&1 &
	await test -e waiting
	# Of ssh, the command's parent is a session away, and what feeds it is what goes.
	# shellcheck disable=SC2046 # one pid a line
	kill -KILL $(pgrep -f "^/bin/sh $PWD/ssh ") $(pgrep -P "$(pgrep -d , -f "^/bin/sh $PWD/ssh ")" -x cat)
	await sh -c "! pgrep -f '$PWD/far/.*/[b]eta'"
	driver clean
	expect_nothing_left_far
}

atf_init_test_cases() {
	for name in $cases; do
		atf_add_test_case "$name"
	done
}

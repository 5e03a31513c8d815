#!/usr/bin/env atf-sh
# shellcheck shell=sh
# scripts/fleet, on a toy of a checkout: with a Slurm cluster that exists only for the test,
# with GNU parallel and toys of hosts, and with toys of targets.

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

# The toy's report shows verdicts, and compares by telling what.
report_verdicts() {
	cat >toy/build/native/reports/ipcts-report <<-'END'
		#!/bin/sh
		if [ "$1" = compare ]; then
			for word in "$@"; do
				case $last:$word in
				--output:*.html) page=$word ;;
				*:*=*) names="$names ${word%%=*}" ;;
				esac
				last=$word
			done
			echo "compared:$names" >"$page"
			exit
		fi
		echo 'requirements      total  conforms  observed  deviates  broken  known  unsupported'
		echo 'alpha                 9         5         1         0       0      2            1'
		echo 'beta                  1         1         0         0       0      0            0'
		echo
		echo 'error conditions  total  conforms  observed  deviates  broken  known  unsupported'
		echo 'alpha                 4         4         0         0       0      0            0'
	END
}

# fleet ENGINE ARGUMENT...: what it left in TMPDIR would be in "tmp".
fleet() {
	engine=$1
	shift
	TMPDIR=$PWD/tmp IPCTS_FLEET_INTERVAL=0.1 toy/scripts/fleet/"$engine" --output shared "$@"
}

# refused ENGINE ARGUMENT...: one line says why it cannot run.
refused() {
	status=0
	fleet "$@" >out 2>err || status=$?
	cat out err
	atf_check_equal 2 "$status"
	atf_check_equal 1 "$(wc -l <err)"
}

case_is wrong_arguments "A wrong argument is refused, in one line, and nothing is written"
wrong_arguments_body() {
	make_toy
	echo good >hosts
	printf 'good\ngood\n' >twice
	printf '# nothing\n\n' >none
	command -v sbatch >/dev/null && {
		refused slurm
		refused slurm --nodes
		refused slurm --nonsense
		refused slurm --targets nowhere
		refused slurm --targets native,native
		refused slurm --targets native --baseline missing
		refused slurm --status
		refused slurm --resume --nodes all
	}
	command -v parallel >/dev/null && {
		refused parallel
		refused parallel missing
		refused parallel none
		refused parallel twice
		refused parallel --at-once 0 hosts
		refused parallel hosts hosts
		refused parallel --resume
	}
	refused local nowhere
	refused local native native
	refused local ssh
	refused local --nonsense
	refused local --baseline missing
	refused local --status
	refused local --resume native
	atf_check test ! -e shared
	expect_nothing_left
}

# in_cluster COMMAND: this script's function, in a cluster.
in_cluster() {
	for program in sbatch slurmctld slurmd munged ip; do
		PATH=$PATH:/usr/sbin command -v $program >/dev/null ||
			atf_skip "$program is not installed: apt-get install slurm-wlm munge iproute2"
	done
	[ "$(id -u)" = 0 ] || atf_skip "the daemons of Slurm need the privileges of root"
	unshare --net --pid --fork --mount-proc true 2>/dev/null || atf_skip "no namespaces"
	make_toy
	report_verdicts
	export PATH="$PATH:/usr/sbin:/sbin"
	atf_check -o save:log -e save:errors unshare --net --pid --fork --kill-child --mount-proc \
		"$(atf_get_srcdir)/cluster.sh" "$PWD/cluster" sh -eu steps
	cat log errors
}

case_is slurm_nodes "Each node has its task, and the results lie side by side"
slurm_nodes_body() {
	cat >steps <<-END
		run() { TMPDIR=$PWD/tmp IPCTS_FLEET_INTERVAL=0.1 toy/scripts/fleet/slurm --output shared "\$@"; }
		run --nodes n2,n1,n4,n9 -- --mechanism alpha
		! run --nodes n1
	END
	in_cluster
	atf_check -o inline:'on n2\non n1\non n4\n' sed -n 1p -s shared/tasks/0.log \
		shared/tasks/1.log shared/tasks/2.log
	atf_check -o match:'^n4  *finished  10 conform, 0 deviate, 2 known, 0 broken$' \
		-o match:'^3 of 3 tasks finished$' cat log
	atf_check -o inline:'compared: n2 n1 n4\n' cat shared/comparison.html
	atf_check -o inline:'alpha.db\nenvironment.db\n' ls shared/results/n4/results
	atf_check -o match:'^slurm: no node n9: left out$' -o match:'^slurm: there is a fleet.s run' \
		cat errors
	atf_check_equal 2 "$(wc -l <errors)"
	expect_nothing_left
}

case_is slurm_resume "What is missing is told, and submitted again; what is finished stays"
slurm_resume_body() {
	: >slow
	cat >steps <<-END
		run() { TMPDIR=$PWD/tmp IPCTS_FLEET_INTERVAL=0.1 toy/scripts/fleet/slurm --output shared "\$@"; }
		until_gone() { while [ -n "\$(squeue --noheader)" ]; do sleep 0.1; done; }
		printf '#!/bin/sh\n[ \$1 = about ] || { echo no such thing; exit 1; }\n' >toy/scripts/targets/broken
		chmod +x toy/scripts/targets/broken
		scontrol update NodeName=n4 State=down Reason=test
		run --nodes n1 --targets native,broken --no-wait -- --mechanism beta
		until [ -e waiting ]; do sleep 0.1; done
		run --status >status.before || true
		scancel "\$(cat shared/jobs)_0"
		until_gone
		run --status >status.between 2>&1 && exit 1
		rm slow
		cp toy/scripts/targets/native toy/scripts/targets/broken
		run --resume >status.after
		cp shared/jobs jobs
		run --resume >status.nothing
		cmp shared/jobs jobs
		run --nodes n4 --output other 2>down && exit 1
		scontrol shutdown
		! run --resume
	END
	in_cluster
	atf_check -o match:'^n1-native  *running' cat status.before
	atf_check -o match:'^n1-native  *missing' -o match:'^n1-broken  *failed .*no such thing$' \
		-o match:'^0 of 2 tasks finished, 1 failed, 1 missing$' cat status.between
	atf_check -o match:'^2 of 2 tasks finished$' cat status.after
	atf_check -o match:'^2 of 2 tasks finished$' cat status.nothing
	atf_check -o inline:'slurm: node n4 is down: left out\nslurm: no node can run anything\n' cat down
	expect_nothing_left
}

case_is parallel_hosts "Hosts that cannot be reached are told; the others have their results"
parallel_hosts_body() {
	command -v parallel >/dev/null || atf_skip "parallel is not installed"
	make_far_toy
	report_verdicts
	printf '# hosts\ngood\n\ngone # not there\nsecond\n' >hosts
	status=0
	fleet parallel hosts -- --mechanism alpha >log 2>&1 || status=$?
	cat log
	atf_check_equal 1 "$status"
	atf_check -o match:'^second  *finished  10 conform, 0 deviate, 2 known, 0 broken$' \
		-o match:'^gone  *failed  .*cannot reach gone: .*Connection refused$' \
		-o match:'^2 of 3 tasks finished, 1 failed$' cat log
	atf_check -o inline:'compared: good second\n' cat shared/comparison.html
	# It is back, and the only one to be tried.
	sed -i 's/^gone)/never)/' ssh
	before=$(cksum shared/results/good/results/*)
	fleet parallel --resume >log 2>&1 || atf_fail "$(cat log)"
	atf_check -o match:'^3 of 3 tasks finished$' cat log
	atf_check_equal "$before" "$(cksum shared/results/good/results/*)"
	echo gone2 >hosts
	sed -i 's/^never)/gone2)/' ssh
	rm -r shared
	status=0
	fleet parallel hosts >log 2>&1 || status=$?
	atf_check_equal 2 "$status"
	expect_nothing_left
	expect_nothing_left_far
}

case_is parallel_interrupted "SIGINT ends a fleet cleanly; --resume goes on with it"
parallel_interrupted_body() {
	command -v parallel >/dev/null || atf_skip "parallel is not installed"
	make_far_toy
	report_verdicts
	: >slow
	printf 'good\n' >hosts
	env TMPDIR="$PWD/tmp" toy/scripts/fleet/parallel --output shared hosts -- --mechanism beta \
		>log 2>&1 &
	await test -e waiting
	kill -INT $!
	status=0
	wait $! || status=$?
	cat log
	atf_check_equal 130 "$status"
	atf_check -o match:'interrupted; go on with: .*--resume' cat log
	expect_nothing_left
	expect_nothing_left_far
	rm slow
	fleet parallel --resume >log 2>&1 || atf_fail "$(cat log)"
	atf_check -o match:'^1 of 1 task finished$' cat log
}

# fake_targets NAME...: they do not work.
fake_targets() {
	for name; do
		# shellcheck disable=SC2016 # for the toy of a driver
		printf '#!/bin/sh\n[ $1 = about ] || { echo no such thing; exit 1; }\n' \
			>"toy/scripts/targets/$name"
		chmod +x "toy/scripts/targets/$name"
	done
}

case_is local_targets "A target that cannot run is told; the others have their results"
local_targets_body() {
	make_toy
	report_verdicts
	fake_targets broken
	status=0
	fleet local broken native -- --mechanism alpha >log 2>&1 || status=$?
	cat log
	atf_check_equal 1 "$status"
	atf_check -o match:'^native  *finished  10 conform, 0 deviate, 2 known, 0 broken$' \
		-o match:'^broken  *failed  .*no such thing$' \
		-o match:'^1 of 2 tasks finished, 1 failed$' cat log
	atf_check -o inline:'compared: native\n' cat shared/comparison.html
	# It is back, and the only one to be tried.
	cp toy/scripts/targets/native toy/scripts/targets/broken
	before=$(cksum shared/results/native/results/*)
	fleet local --resume >log 2>&1 || atf_fail "$(cat log)"
	atf_check -o match:'^2 of 2 tasks finished$' cat log
	atf_check_equal "$before" "$(cksum shared/results/native/results/*)"
	fake_targets broken
	rm -r shared
	status=0
	fleet local broken >log 2>&1 || status=$?
	atf_check_equal 2 "$status"
	expect_nothing_left
}

case_is local_all "Without names, all targets that work here are tested, and no others"
local_all_body() {
	make_toy
	report_verdicts
	for driver in toy/scripts/targets/*; do
		case ${driver##*/} in
		native | list | lib | README.md) ;;
		*) rm "$driver" ;;
		esac
	done
	fake_targets broken
	cp toy/scripts/targets/native toy/scripts/targets/another
	sed 's/about() { say "/&HOST: /' toy/scripts/targets/native >toy/scripts/targets/needing
	chmod +x toy/scripts/targets/needing
	fleet local -- --mechanism alpha >log 2>&1 || atf_fail "$(cat log)"
	cat log
	atf_check -o inline:'another\nnative\n' ls shared/results
	expect_nothing_left
}

case_is local_interrupted "SIGINT and SIGTERM end the run of targets cleanly; --resume goes on with it"
local_interrupted_body() {
	make_toy
	report_verdicts
	cp toy/scripts/targets/native toy/scripts/targets/second
	for number in 2 15; do # SIGINT, SIGTERM
		rm -rf shared waiting
		: >slow
		env TMPDIR="$PWD/tmp" toy/scripts/fleet/local --output shared native second \
			-- --mechanism beta >log 2>&1 &
		await test -e waiting
		kill -$number $!
		status=0
		wait $! || status=$?
		cat log
		atf_check_equal $((128 + number)) "$status"
		atf_check -o match:'interrupted; go on with: .*--resume' cat log
		atf_check test ! -e shared/results/second
		expect_nothing_left
		rm slow
		fleet local --resume >log 2>&1 || atf_fail "$(cat log)"
		atf_check -o match:'^2 of 2 tasks finished$' cat log
	done
}

atf_init_test_cases() {
	for name in $cases; do
		atf_add_test_case "$name"
	done
}

#!/usr/bin/env atf-sh
# shellcheck shell=sh disable=SC2016 # the drivers expand it
# scripts/conformance --target, on a toy of a checkout with targets of its own.

# shellcheck source=toy.sh
. "$(atf_get_srcdir)/toy.sh"

cases=

# case_is NAME TEXT; the body is NAME_body().
case_is() {
	eval "$1_head() { atf_set descr '$2'; }"
	atf_test_case "$1"
	cases="$cases $1"
}

# toy_target NAME LINE...: a driver; it runs where the native one does.
toy_target() {
	name=$1
	shift
	{
		printf '%s\n' '#!/bin/sh' "top=$PWD/toy" 'about() { echo "a toy"; }' 'check() { :; }' \
			'prepare() { :; }' 'clean() { :; }' \
			'run() { exec "$top/scripts/targets/lib/run" --kyuafile "$top/Kyuafile" "$@"; }'
		printf '%s\n' "$@" '"$@"'
	} >"toy/scripts/targets/$name"
	chmod +x "toy/scripts/targets/$name"
}

case_is unknown "A target that is none, does not work, or cannot be prepared is refused in one line"
unknown_body() {
	make_toy
	toy_target broken 'check() { echo "something else"; echo "package x: apt-get install x"; exit 1; }'
	toy_target unready 'prepare() { echo "no space"; exit 1; }'
	for name in nowhere '' ../conformance list lib native:argument; do
		expect_refusal --target "$name"
	done
	expect_refusal --target broken
	atf_check -o match:'does not work here: package x: apt-get install x' cat refusal.err
	expect_refusal --target unready
	atf_check -o match:'cannot be prepared: no space' cat refusal.err
	expect_nothing_left
}

case_is argument "A target may take an argument, after a colon or as the next word"
argument_body() {
	make_toy
	toy_target far 'about() { echo "HOST: a toy"; }' \
		"check() { echo \"\$IPCTS_ARGUMENT\" >>'$PWD/arguments'; }"
	conformance --target far:one --mechanism alpha >log || atf_fail "$(cat log)"
	conformance --target far two --mechanism alpha >log || atf_fail "$(cat log)"
	atf_check -o inline:'one\ntwo\n' cat arguments
	atf_check -o inline:'alpha.db\nenvironment.db\n' ls toy/out/far_two/results
	expect_refusal --target far --mechanism alpha
	expect_nothing_left
}

case_is cleaned "What a target has prepared is there for its runs, and is taken away"
cleaned_body() {
	make_toy
	toy_target prepared 'prepare() { mkdir "$IPCTS_WORK/room"; }' \
		"clean() { rmdir \"\$IPCTS_WORK/room\" && echo clean >>'$PWD/cleaned'; }" \
		'run() { [ -d "$IPCTS_WORK/room" ] || exit 2
			exec "$top/scripts/targets/lib/run" --kyuafile "$top/Kyuafile" "$@"; }'
	conformance --target prepared >log || atf_fail "$(cat log)"
	atf_check -o inline:'clean\n' cat cleaned
	expect_nothing_left
}

case_is dies "A case that kills its target is found, and the others have their results"
dies_body() {
	make_toy
	toy_target mortal
	# Its grandparent is kyua.
	toy_case alpha/kills 'kill -KILL "$(ps -o ppid= -p $PPID)" $PPID'
	toy_case alpha/last 'exit 0'
	sed -i 's/^exit .*/exit 1/' toy/build/native/reports/ipcts-report
	status=0
	conformance --target mortal --mechanism alpha --mechanism beta >log 2>&1 || status=$?
	atf_check_equal 1 "$status"
	cat log
	atf_check -o match:'the target dies while cases/alpha/kills_test:main runs' cat log
	atf_check -o match:'^cases/alpha/kills_test:main	the target died: ' \
		cat toy/out/mortal/results/alpha.died
	atf_check -o inline:'alpha.db\nalpha.died\nbeta.db\nenvironment.db\n' \
		ls toy/out/mortal/results
	atf_check -o match:'alpha/last_test:main' kyua report -r toy/out/mortal/results/alpha.db \
		--results-filter passed --verbose
	expect_nothing_left
}

case_is silent "A target that says nothing any more is given up"
silent_body() {
	make_toy
	toy_target frozen 'run() { exec sleep 1000; }'
	status=0
	IPCTS_IDLE_LIMIT=1 conformance --target frozen --mechanism alpha >log 2>&1 || status=$?
	cat log
	atf_check_equal 2 "$status"
	atf_check -o match:'no results for alpha' cat log
	expect_nothing_left
}

case_is interrupted "A run that is interrupted ends its target"
interrupted_body() {
	make_toy
	touch slow
	toy_target slow "clean() { echo clean >>'$PWD/cleaned'; }"
	start --target slow --mechanism beta
	pid=$!
	await test -e waiting
	kill -INT "$pid"
	status=0
	wait "$pid" || status=$?
	cat log
	atf_check_equal 130 "$status"
	atf_check -o match:'--target slow' cat log
	atf_check -o inline:'clean\n' cat cleaned
	expect_nothing_left
}

case_is list "The list says what works, and what others miss"
list_body() {
	make_toy
	find toy/scripts/targets -maxdepth 1 -type f ! -name list -delete
	toy_target alike
	toy_target distant 'about() { echo "HOST: far away"; }' \
		'check() { echo "the network: plug it in"; exit 1; }'
	atf_check -o match:'^alike  *a toy  *works$' \
		-o match:'^distant:HOST  *far away  *missing: the network: plug it in$' \
		toy/scripts/targets/list
	atf_check -o inline:'alike\n' toy/scripts/targets/list --names
	atf_check -s exit:2 -e match:'unknown argument' toy/scripts/targets/list nonsense
}

case_is missing "Every target but this system itself says what it misses where there is but a shell"
missing_body() {
	[ "$(readlink -f /usr/sbin)" != "$(readlink -f /usr/bin)" ] ||
		atf_skip "targets look into /usr/sbin, too, where everything is"
	unset IPCTS_SSH IPCTS_ARGUMENT
	mkdir few
	for name in bash cat cksum cut dirname env id uname; do
		ln -s "$(command -v $name)" few
	done
	wrong=
	for driver in "$(atf_get_srcdir)"/../targets/*; do
		name=${driver##*/}
		case $name in *.md | lib | list | native) continue ;; esac
		PATH=$PWD/few "$driver" check >said 2>errors </dev/null && wrong="$wrong $name"
		echo "$name: $(cat said errors)"
		tail -n 1 said | grep -qxE '.*: apt-get install [a-z0-9-]+|the privileges of root' &&
			[ ! -s errors ] || wrong="$wrong $name"
	done
	atf_check_equal "" "$wrong"
}

# Emulates nothing: a suite that leaves a process, and stays itself while there is a file "slow".
emulated_toy() {
	driver=$(atf_get_srcdir)/../targets/qemu-user-aarch64
	reason=$("$driver" check) || atf_skip "$reason"
	mkdir suite work
	echo "$PWD/suite" >work/suite
	cat >suite/run <<-END
		#!/bin/sh
		setsid sh -c 'echo >started; while [ -e "\$0" ]; do sleep 0.05; done' '$PWD/left' &
		while [ ! -e started ] || [ -e slow ]; do sleep 0.05; done
	END
	chmod +x suite/run
	: >left
	export IPCTS_WORK="$PWD/work"
}

nothing_emulated() {
	! grep -qs "$PWD/[l]eft" /proc/[0-9]*/cmdline
}

case_is emulated "What is left of an emulated run ends with it"
emulated_body() {
	emulated_toy
	atf_check "$driver" run out cases/alpha
	nothing_emulated || atf_fail "it has left a process"
}

case_is emulated_killed "What is emulated ends when its driver is killed"
emulated_killed_body() {
	emulated_toy
	touch slow
	"$driver" run out cases/alpha &
	await test -e started
	kill -KILL $!
	await nothing_emulated
}

atf_init_test_cases() {
	for name in $cases; do
		atf_add_test_case "$name"
	done
}

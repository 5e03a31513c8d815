# shellcheck shell=sh disable=SC2034 # $status is its callers'
# A toy of what the image is made of: its suite and its report program are stand-ins, its
# scripts are real. See also toy.sh.

require_packages() {
	for program in "$@"; do
		command -v "$program" >/dev/null || atf_skip "$program is not installed"
	done
}

# A checkout, in the folder "toy", whose programs are busybox, and kyua a small one.
make_image_toy() {
	require_packages busybox jq pkg-config make strip gzip
	mkdir bin
	cp "$(command -v env)" bin/kyua
	PATH=$PWD/bin:$PATH
	mkdir -p toy/build/atf-source/atf-c toy/reports/baselines toy/cases/alpha tmp
	: >toy/build/atf-source/atf-c/defs.h
	: >toy/cases/alpha/Kyuafile
	echo '# none' >toy/reports/baselines/linux.baseline
	cp -R "$(atf_get_srcdir)/.." toy/scripts
	cat >toy/Makefile <<-END
		.RECIPEPREFIX = >
		suite:
		> mkdir -p build/static/suite/cases/alpha
		> cp -u $(command -v busybox) build/static/suite/ipcts-cases
		> ln -sfn ../../ipcts-cases build/static/suite/cases/alpha/pass_test
		> cp scripts/targets/lib/run build/static/suite
		build/static/reports/ipcts-report:
		> mkdir -p build/static/reports
		> cp $(command -v busybox) \$@
	END
}

# image ARGUMENT...: what it left in TMPDIR would be in "tmp".
image() {
	TMPDIR=$PWD/tmp toy/scripts/image "$@"
}

# A suite, in the folder "suite", as it lies in the image: the shards environment, alpha and
# beta, and a report program that tells what it was given.
make_suite_toy() {
	require_packages kyua
	mkdir -p suite/baselines tmp
	cp "$(atf_get_srcdir)/../targets/lib/run" suite
	for name in entrypoint sonobuoy; do
		install "$(atf_get_srcdir)/../image.d/$name.sh" suite/$name
	done
	printf 'syntax(2)\ntest_suite("ipcts")\n' >suite/Kyuafile
	for shard in environment alpha beta; do
		mkdir -p suite/cases/$shard
		printf 'include("cases/%s/Kyuafile")\n' $shard >>suite/Kyuafile
		printf 'syntax(2)\ntest_suite("ipcts")\nplain_test_program{name="some_test"}\n' \
			>suite/cases/$shard/Kyuafile
		suite_case $shard 'exit 0'
	done
	echo '# none' >suite/baselines/linux.baseline
	cat >suite/ipcts-report <<-END
		#!/bin/sh
		echo "\$@" >'$PWD/arguments'
		while [ \$# -gt 1 ]; do
			[ "\$1" != --output ] || echo report >"\$2"
			shift
		done
		ls "\$1"
		exit \$(cat '$PWD/verdict')
	END
	chmod +x suite/ipcts-report
	echo 0 >verdict
}

# suite_case SHARD TEXT: what its case does.
suite_case() {
	printf '#!/bin/sh\n%s\n' "$2" >suite/cases/"$1"/some_test
	chmod +x suite/cases/"$1"/some_test
}

# run_suite PROGRAM [NAME=VALUE]... [ARGUMENT]: sets $status.
run_suite() {
	program=$1
	shift
	status=0
	env TMPDIR="$PWD/tmp" IPCTS_OUT="$PWD/out" SONOBUOY_RESULTS_DIR="$PWD/handed" \
		"$@" "suite/$program" >log 2>errors || status=$?
	cat log errors
}

expect_nothing_left() {
	atf_check -o empty ls -A tmp
}

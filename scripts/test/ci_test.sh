#!/usr/bin/env atf-sh
# shellcheck shell=sh
# action.yml and its steps, on a toy of a checkout, and the examples in docs/ci.

# shellcheck source=toy.sh
. "$(atf_get_srcdir)/toy.sh"

top=$(atf_get_srcdir)/../..
cases=

# case_is NAME TEXT; the body is NAME_body().
case_is() {
	eval "$1_head() { atf_set descr '$2'; }"
	atf_test_case "$1"
	cases="$cases $1"
}

require_packages() {
	python3 -c 'import yaml' 2>/dev/null || atf_skip "python3-yaml is not installed"
	command -v jq >/dev/null || atf_skip "jq is not installed"
}

# A toy whose set-up has nothing to do, and whose report is like a real one.
make_action() {
	require_packages
	make_toy
	cp "$top/action.yml" toy
	printf '#!/bin/sh\necho "setup $*"\n' >toy/scripts/setup
	mkdir runner
	cat >toy/build/native/reports/ipcts-report <<-'END'
		#!/bin/sh
		while [ $# -gt 1 ]; do
			case $2 in
			*.json) cp "$0.json" "$2" ;;
			*.md) echo "# the page" >"$2" ;;
			esac
			shift
		done
		exit "$(cat "$0.status")"
	END
	empty_report >toy/build/native/reports/ipcts-report.json
}

empty_report() {
	echo '{"problems": [], "requirements": [], "error_conditions": [], "other_cases": []}'
}

# run_action [INPUT=VALUE]...: sets $status.
run_action() {
	status=0
	TMPDIR=$PWD/tmp python3 "$(atf_get_srcdir)/action.py" toy/action.yml "$PWD/runner" "$@" \
		>log 2>errors || status=$?
	cat log errors
}

# A report in the folder "report" whose broken case has what results may hold.
hostile_report() {
	mkdir -p report
	empty_report | jq '
		def case($name; $verdict; $reason): {name: $name, verdict: $verdict, reason: $reason,
			reproduce: null};
		.other_cases = [case("a::set-output name=x::y\n::error::b, c: 100% %0A"; "deviates";
			"one\r\ntwo\n::stop-commands::x\n##[error]three"),
			case("fine"; "conforms"; "")] |
		.requirements = [{id: "pipe.read.x", verdict: "broken", reason: "why",
			statement: "It does.", source: "XSH read()",
			cases: [case("pipe.read.x"; "broken"; "why") + {reproduce: "kyua debug x"}]}]
		' >report/report.json
}

case_is whole_action "Its steps run the suite, keep the report and write the summary"
whole_action_body() {
	make_action
	run_action mechanisms=alpha
	atf_check_equal 0 "$status"
	atf_check -o inline:'# the page\n' cat runner/summary
	atf_check -o match:'^setup --ci$' cat log
	atf_check -o match:"^uses actions/upload-artifact@v4 .*'ipcts-native', 'path': '$PWD/runner/ipcts'" cat log
	atf_check -o match:'^output status=0$' cat log
	atf_check -o match:"^output report=$PWD/runner/ipcts\$" cat log
	atf_check -s exit:1 grep -e '::error' -e '::warning' log
	expect_nothing_left
}

case_is inputs "Its inputs reach the run"
inputs_body() {
	make_action
	echo '# none' >known
	toy_case alpha/settings 'env'
	run_action target=native mechanisms='alpha,, fault' baseline="$PWD/known" jobs=3 \
		time-scale=2.5 output="$PWD/my out"
	atf_check_equal 0 "$status"
	atf_check -o inline:'alpha.db\nenvironment.db\nfault.db\n' ls "my out/results"
	kyua report -r "$PWD/my out/results/alpha.db" --verbose --results-filter= >verbose
	atf_check -o match:'TEST_ENV_time_scale=2.5' cat verbose
	atf_check -o match:'TEST_ENV_baseline=' cat verbose
}

case_is verdicts "It fails for what is new, unless told not to, and for what could not run"
verdicts_body() {
	make_action
	echo 1 >toy/build/native/reports/ipcts-report.status
	run_action mechanisms=alpha
	atf_check_equal 1 "$status"
	atf_check -o match:'^output status=1$' cat log
	atf_check -o match:'^uses actions/upload-artifact' cat log
	run_action mechanisms=alpha fail-on=never
	atf_check_equal 0 "$status"
	run_action fail-on=never mechanisms=nonsense output="$PWD/other"
	atf_check_equal 2 "$status"
	atf_check -o match:'^::error title=ipcts::There is no report' cat log
	atf_check -o match:'there is no report' cat runner/summary
}

case_is hostile_inputs "An input is a value, whatever is in it"
hostile_inputs_body() {
	make_action
	run_action target="\$(touch bad)"
	atf_check_equal 2 "$status"
	run_action mechanisms="alpha;touch bad" jobs="\`touch bad\`"
	atf_check_equal 2 "$status"
	run_action output="$(printf 'a\nstatus=0')"
	atf_check_equal 2 "$status"
	atf_check -o match:'run.sh: the input OUTPUT has control characters' cat errors
	atf_check test ! -e bad
}

case_is foreign_output "What cases print is no command: they do not know the word that ends this"
foreign_output_body() {
	make_action
	toy_case alpha/hostile 'echo ::error::hostile; exit 1'
	run_action mechanisms=alpha
	word=$(sed -n 's/^::stop-commands:://p' log)
	atf_check test ${#word} -ge 32
	atf_check -o inline:'1\n' grep -c "^::$word::\$" log
	sed "/^::stop-commands::/,/^::$word::\$/d" log >commands
	atf_check -s exit:1 grep -e hostile -e '->' commands
}

case_is annotations "A name or a reason with anything in it stays in its annotation"
annotations_body() {
	require_packages
	hostile_report
	"$top/scripts/ci/annotate.sh" report >annotations || atf_fail "failed"
	cat annotations
	atf_check_equal 2 "$(wc -l <annotations)"
	atf_check -o inline:'::error title=ipcts%3A a%3A%3Aset-output name=x%3A%3Ay%0A%3A%3Aerror%3A%3Ab%2C c%3A 100%25 %250A deviates::one%0D%0Atwo%0A::stop-commands::x%0A##[error]three\n' head -n 1 annotations
	atf_check -o inline:'::warning title=ipcts%3A pipe.read.x is broken::XSH read(): It does.%0Awhy%0Akyua debug x\n' tail -n 1 annotations
}

case_is many_annotations "No more annotations than are shown, and the last one says how many there are"
many_annotations_body() {
	require_packages
	mkdir report
	for count in 10 11 500; do
		empty_report | jq --argjson count $count '.requirements = [range($count) |
			{id: "x.\(.)", verdict: "deviates", reason: "", statement: "s", source: "c",
			cases: []}]' >report/report.json
		"$top/scripts/ci/annotate.sh" report >annotations || atf_fail "failed"
		atf_check_equal 10 "$(wc -l <annotations)"
	done
	atf_check -o match:'and 491 more' tail -n 1 annotations
}

case_is real_report "The report of a real run can be annotated"
real_report_body() {
	require_packages
	report=$top/build/native/reports/ipcts-report
	[ -x "$report" ] || atf_skip "ipcts-report is not built"
	mkdir results report
	printf 'syntax(2)\ntest_suite("ipcts")\nplain_test_program{name="bad_test"}\n' >Kyuafile
	printf '#!/bin/sh\nexit 1\n' >bad_test
	chmod +x bad_test
	HOME=$PWD kyua test -r "$PWD/results/pipe.db" >log
	"$report" --mechanism pipe --format json --output report/report.json results 2>log
	atf_check -o match:'^::error title=ipcts%3A main deviates::' "$top/scripts/ci/annotate.sh" report
}

case_is summary "A long page is cut at a line"
summary_body() {
	mkdir report
	yes 'a line of the report' | head -n 100000 >report/report.md
	export GITHUB_STEP_SUMMARY="$PWD/summary"
	echo 'of another step' >summary
	atf_check "$top/scripts/ci/summary.sh" report
	atf_check -o inline:'of another step\n' head -n 1 summary
	atf_check test "$(wc -c <summary)" -lt 1048576
	atf_check -o inline:'*The rest is in the artifact.*\n' tail -n 1 summary
	atf_check -s exit:1 grep -vx -e 'a line of the report' -e 'of another step' -e '' -e '[*].*' summary
}

case_is wrong_arguments "A step that is called wrongly says so in one line"
wrong_arguments_body() {
	for step in 'run.sh x' annotate.sh summary.sh 'annotate.sh --x' 'summary.sh a b' 'verdict.sh 0' \
		'verdict.sh 0 x' 'verdict.sh x new'; do
		# shellcheck disable=SC2086 # words
		atf_check -s exit:2 -e match:'^[a-z]*[.]sh: ' "$top/scripts/ci/"$step
	done
}

case_is examples "The examples can be read, and give the action inputs that it has"
examples_body() {
	require_packages
	cat >check.py <<-'END'
		import sys, yaml
		action, github, gitlab = (yaml.safe_load(open(path)) for path in sys.argv[1:])
		steps = [step for job in github["jobs"].values() for step in job["steps"]]
		ours = [step for step in steps if "/ipcts@" in step.get("uses", "")]
		assert ours and all(set(step["with"]) <= set(action["inputs"]) for step in ours)
		assert all(step.get("run") or "@" in step["uses"] for step in steps)
		jobs = [job for name, job in gitlab.items() if name != "variables"]
		assert all(job["script"] and job["image"] for job in jobs)
		assert any("junit" in job["artifacts"].get("reports", {}) for job in jobs)
		used = str(action["runs"])
		assert all("inputs." + name + " " in used for name in action["inputs"])
	END
	atf_check python3 check.py "$top/action.yml" "$top/docs/ci/github.yml" "$top/docs/ci/gitlab.yml"
	sed -n 's/.*target: \([a-z0-9-]*\)$/\1/p' "$top/docs/ci/github.yml" | while read -r target; do
		[ -x "$top/scripts/targets/$target" ] || echo "$target"
	done >unknown
	atf_check -o empty cat unknown
}

atf_init_test_cases() {
	for name in $cases; do
		atf_add_test_case "$name"
	done
}

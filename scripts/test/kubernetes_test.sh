#!/usr/bin/env atf-sh
# shellcheck shell=sh
# The manifests for Kubernetes: their fields, and what their containers leave, in runc and in
# gVisor.

folder=$(atf_get_srcdir)/../fleet/kubernetes
rootfs=$(atf_get_srcdir)/../../build/image/rootfs

program=$(atf_get_srcdir)/kubernetes.py

require_yaml() {
	python3 -c 'import yaml' 2>/dev/null || atf_skip "python3-yaml is not installed"
}

# print ARGUMENT...: a manifest, to the file "printed".
print() {
	atf_check -o save:printed "$folder/manifest" "$@"
	atf_check python3 "$program" check printed
}

atf_test_case fields
fields_head() { atf_set descr "Every manifest has known fields only, which fit together"; }
fields_body() {
	require_yaml
	atf_check python3 "$program" check "$folder"/*.yaml
	sed 's/command:/comand:/' "$folder/job.yaml" >wrong
	atf_check -s exit:1 -o match:'comand: unknown' python3 "$program" check wrong
	sed 's/, "--stay"//' "$folder/sonobuoy-daemonset.yaml" >wrong
	atf_check -s exit:1 -o match:'stays' python3 "$program" check wrong
	sed 's/backoffLimit: 0/backoffLimit: none/' "$folder/job.yaml" >wrong
	atf_check -s exit:1 -o match:'is no int' python3 "$program" check wrong
}

atf_test_case manifest
manifest_head() { atf_set descr "The manifest printed is that for the image and the classes"; }
manifest_body() {
	require_yaml
	for kind in daemonset job sonobuoy-daemonset sonobuoy-job; do
		print --image registry.example:5000/ipcts@sha256:0 --mechanisms 'pipe mq' \
			--baseline none --runtime-class gvisor --nodes 7 $kind
		for line in 'image: registry.example:5000/ipcts@sha256:0' 'value: "pipe mq"' \
			'value: none' 'runtimeClassName: gvisor' 'name: ipcts-gvisor'; do
			atf_check -o ignore grep -F "$line" printed
		done
	done
	print --nodes 7 job
	atf_check -o inline:'2\n' grep -c ': 7$' printed
	atf_check -s exit:1 grep runtimeClassName printed
	print --runtime-class default --runtime-class kata daemonset
	atf_check -o inline:'  name: ipcts\n  name: ipcts-kata\n' grep '^  name: ' printed
}

atf_test_case wrong_arguments
wrong_arguments_head() { atf_set descr "What would break the manifest is refused"; }
wrong_arguments_body() {
	newline=$(printf 'a\nprivileged: true')
	for arguments in '' nonsense --nonsense '--image' '--nodes 0 job' '--runtime-class A job' \
		'job job' '--baseline a/b job'; do
		# shellcheck disable=SC2086 # words
		atf_check -s exit:2 -e match:'^manifest: ' "$folder/manifest" $arguments
	done
	for option in --image --mechanisms --baseline --runtime-class; do
		atf_check -s exit:2 -e match:'^manifest: ' "$folder/manifest" $option "$newline" job
		atf_check -s exit:2 -e match:'^manifest: ' "$folder/manifest" $option 'a"b|c' job
	done
}

# run_plugin COMMAND...: the container of the job in a runtime; what it hands over is
# unpacked in "packed".
run_plugin() {
	require_yaml
	[ -f "$rootfs/.complete" ] || atf_skip "the image is not made: scripts/image --rootfs build/image/rootfs"
	command -v "$1" >/dev/null || atf_skip "$1 is not installed"
	mkdir -m 777 handed
	atf_check -o save:config.json python3 "$program" bundle \
		"$folder/sonobuoy-job.yaml" "$(realpath "$rootfs")" "$PWD/handed" IPCTS_MECHANISMS=popen
	"$@" run -bundle . "ipcts-$$" </dev/null 2>&1 | cat >log
	cat log
	atf_check -o inline:'/tmp/sonobuoy/results/ipcts.tar.gz' cat handed/done
	mkdir packed
	atf_check tar -xzf handed/ipcts.tar.gz -C packed
	atf_check -o match:'<testsuite name="popen" tests="[1-9]' cat packed/junit.xml
	atf_check -o match:'^[01]$' cat packed/status
	atf_check -o inline:'environment.db\npopen.db\n' ls packed/results
	atf_check xmllint --noout packed/junit.xml
}

atf_test_case in_runc
in_runc_head() {
	atf_set descr "Sonobuoy gets what it expects from a container of runc"
	atf_set require.user root
}
in_runc_body() {
	run_plugin runc --root "$PWD/state"
}

atf_test_case in_gvisor
in_gvisor_head() {
	atf_set descr "Sonobuoy gets what it expects from a container of gVisor"
	atf_set require.user root
}
in_gvisor_body() {
	run_plugin runsc --root "$PWD/state" --platform=ptrace --network=none --ignore-cgroups
}

atf_init_test_cases() {
	for name in fields manifest wrong_arguments in_runc in_gvisor; do
		atf_add_test_case $name
	done
}

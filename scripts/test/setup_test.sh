#!/usr/bin/env atf-sh
# shellcheck shell=sh
# scripts/setup, with dpkg, apt and sudo that only pretend.

setup="$(atf_get_srcdir)/../setup"

# pretend NAME TEXT: a program of that name comes first in the PATH.
pretend() {
	mkdir -p bin
	printf '#!/bin/sh\n%s\n' "$2" >"bin/$1"
	chmod +x "bin/$1"
}

run_setup() {
	status=0
	PATH=$PWD/bin:$PATH "$setup" "$@" >out 2>err || status=$?
	cat out err
}

# Everything is installed but kyua, until apt-get was asked for it.
pretend_missing() {
	pretend dpkg-query "case \$* in *kyua) [ -e '$PWD/asked' ] ;; esac && printf installed"
	pretend apt-cache 'echo Package: kyua'
	pretend id 'echo 0'
}

atf_test_case nothing_missing
nothing_missing_body() {
	pretend dpkg-query 'printf installed'
	pretend apt-get 'exit 1'
	pretend sudo 'exit 1'
	pretend id 'echo 1000'
	run_setup
	atf_check_equal 0 "$status"
	atf_check -o empty cat out err
}

atf_test_case installs
installs_body() {
	pretend_missing
	pretend apt-get "echo \"\$@\" >>'$PWD/asked'"
	run_setup
	atf_check_equal 0 "$status"
	atf_check -o inline:'installing 1 package: kyua\n' cat out
	atf_check -o match:'install --no-install-recommends kyua' cat asked
	atf_check -s exit:1 grep -q update asked
}

atf_test_case updates_when_needed
updates_when_needed_body() {
	pretend_missing
	pretend apt-cache 'exit 1'
	pretend apt-get "echo \"\$@\" >>'$PWD/asked'"
	run_setup
	atf_check_equal 0 "$status"
	atf_check_equal 2 "$(wc -l <asked)"
	atf_check -o match:'update' head -n 1 asked
}

atf_test_case no_network
no_network_body() {
	pretend_missing
	pretend apt-get 'echo "E: Failed to fetch it"; exit 100'
	run_setup
	atf_check_equal 2 "$status"
	atf_check -o inline:'setup: cannot install kyua: E: Failed to fetch it\n' cat err
}

atf_test_case neither_root_nor_sudo
neither_root_nor_sudo_body() {
	pretend_missing
	pretend id 'echo 1000'
	pretend sudo 'exit 1'
	run_setup
	atf_check_equal 2 "$status"
	atf_check -o inline:'setup: packages are missing, as root: apt-get install kyua\n' cat err
}

atf_test_case uses_sudo
uses_sudo_body() {
	pretend_missing
	pretend id 'echo 1000'
	pretend sudo "[ \"\$1\" = -v ] || { echo sudo >>'$PWD/asked'; exec \"\$@\"; }"
	pretend apt-get "echo \"\$@\" >>'$PWD/asked'"
	run_setup
	atf_check_equal 0 "$status"
	atf_check -o match:'^sudo$' head -n 1 asked
}

atf_test_case wrong_arguments
wrong_arguments_body() {
	run_setup --nonsense
	atf_check_equal 2 "$status"
	atf_check_equal 1 "$(wc -l <err)"
}

atf_init_test_cases() {
	for name in nothing_missing installs updates_when_needed no_network \
		neither_root_nor_sudo uses_sudo wrong_arguments; do
		atf_add_test_case $name
	done
}

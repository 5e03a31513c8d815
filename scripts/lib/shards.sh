# shellcheck shell=bash disable=SC2154 # $top is of common.sh
# What a conformance run is divided into, one run of kyua each: the mechanisms, and
# "fault", what becomes of functions and programs when a call fails.

# Of the programs in fault/, those that try the system; the others try the tools.
fault_programs=(fault/test/points_test fault/test/survive_test fault/libc/native_test)

# The names that --mechanism takes; the facts of the environment are always noted. What
# calls that fail do can be seen on this system only: what injects them is not of the suite.
list_mechanisms() {
	local file

	for file in "$top"/cases/*/Kyuafile; do
		file=${file%/Kyuafile}
		[ "${file##*/}" = environment ] || printf '%s\n' "${file##*/}"
	done
	[ "${target:-native}" != native ] || printf 'fault\n'
}

# filters_of SHARD: kyua's names of its programs, one a line.
filters_of() {
	if [ "$1" = fault ]; then
		printf '%s\n' "${fault_programs[@]}"
	else
		printf 'cases/%s\n' "$1"
	fi
}

# The programs of all shards, and what those of fault/ run and load.
cat_programs() {
	cat "$top"/cases/*/*_test "${fault_programs[@]/#/$top/}" \
		"$top"/build/native/fault/{test/*_subject,libc/subject,preload/*.so,front/fault-*} \
		2>/dev/null
}

# shellcheck shell=bash
# What the steps of action.yml share: how they speak to the runner.

# no_control_characters NAME: an input with a newline would be more than one line of a file.
no_control_characters() {
	local name=INPUT_$1

	[[ ${!name-} != *[[:cntrl:]]* ]] || die "the input $1 has control characters"
}

# set_output NAME VALUE: for the steps that follow; the value is one line.
set_output() {
	printf '%s=%s\n' "$1" "$2" >>"${GITHUB_OUTPUT:-/dev/stdout}" || die "cannot write GITHUB_OUTPUT"
}

# Between these, no line of the output is a command. Nobody can guess the word that ends it.
begin_foreign_output() {
	foreign=$(od -An -N16 -tx8 /dev/urandom | tr -d ' \n')
	[ -z "${GITHUB_ACTIONS-}" ] || printf '::stop-commands::%s\n' "$foreign"
}

end_foreign_output() {
	[ -z "${GITHUB_ACTIONS-}" ] || printf '::%s::\n' "$foreign"
}

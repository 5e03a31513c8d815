# shellcheck shell=bash
# A program that ends when the driver does, however that ends.

# run_guarded COMMAND...: its status; SIGINT and SIGTERM end it and the driver.
run_guarded() {
	local pid name status=0

	setpriv --pdeathsig KILL "$@" </dev/null &
	pid=$!
	for name in INT TERM HUP; do
		# shellcheck disable=SC2064 # the pid and the name of now
		trap "kill -KILL $pid 2>/dev/null; wait $pid 2>/dev/null; exit $((128 + $(kill -l $name)))" $name
	done
	wait "$pid" 2>/dev/null || status=$?
	trap - INT TERM HUP
	return "$status"
}

# shellcheck shell=bash
# A program that ends when the driver does, however that ends.

# What such a program may leave behind when it is killed; a library says how to end that.
end_rest() { :; }

# run_guarded COMMAND...: its status; SIGINT and SIGTERM end it and the driver.
run_guarded() {
	local pid name status=0

	end_rest # of a run that was killed
	setpriv --pdeathsig KILL "$@" </dev/null &
	pid=$!
	for name in INT TERM HUP; do
		# shellcheck disable=SC2064 # the pid and the name of now
		trap "trap '' INT TERM HUP; kill -KILL $pid 2>/dev/null; wait $pid 2>/dev/null; end_rest; exit $((128 + $(kill -l $name)))" $name
	done
	wait "$pid" 2>/dev/null || status=$?
	end_rest
	trap - INT TERM HUP
	return "$status"
}

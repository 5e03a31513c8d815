# shellcheck shell=bash
# How a run of kyua is shown while it is under way.

clear_line() {
	[ ! -t 1 ] || printf '\r\033[K'
}

# Follows kyua's lines on standard input, "PROGRAM:CASE  ->  VERDICT: REASON  [0.004s]",
# until their end. FILE holds two numbers, of all cases so far and of those that
# failed, and is brought up to date; FINISHED gets the names of those that have run:
# follow SHARD FILE TOTAL FINISHED
follow() {
	local shard=$1 file=$2 total=$3 finished=$4 done_before failed_before partial='' line status=0 name=''
	local -i cases=0 failed=0 skipped=0 beat=$SECONDS next=0 columns

	# It ends when kyua does.
	trap '' INT TERM HUP TTOU
	columns=$(stty size 2>/dev/null </dev/tty | cut -d ' ' -f 2)
	[ "$columns" -gt 0 ] || columns=80
	read -r done_before failed_before <"$file"
	while [ "$status" = 0 ] || [ "$status" -gt 128 ]; do
		status=0
		IFS= read -r -t 0.2 line || status=$?
		partial+=$line
		if [ "$status" = 0 ]; then
			count_line "$partial"
			partial=
		fi
		show_progress
	done
	printf '%d %d\n' $((done_before + cases)) $((failed_before + failed)) >"$file"
	[ -t 1 ] || say "$shard: $(plural "$cases" case), $failed failed, $skipped skipped"
}

# Uses the variables of follow().
count_line() {
	[[ $1 == *"  ->  "* ]] || return 0
	cases+=1
	name=${1%%  ->  *}
	printf '%s\n' "$name" >>"$finished"
	case ${1#*  ->  } in
	failed* | broken*)
		failed+=1
		clear_line
		printable "${1:0:300}"
		printf '\n'
		;;
	skipped*) skipped+=1 ;;
	esac
}

# On a terminal, one line that is written over; else, a line now and then.
show_progress() {
	local now=${EPOCHREALTIME/[.,]/} text

	if [ -t 1 ]; then
		[ "$now" -ge "$next" ] || return 0
		next=$((now + 100000))
		printf -v text '%d/%d  %d failed  %d s  %s' $((done_before + cases)) "$total" \
			$((failed_before + failed)) "$SECONDS" "${name##*/}"
		clear_line
		printf '%s' "${text:0:$((columns - 1))}"
	elif [ $((SECONDS - beat)) -ge 10 ]; then
		beat=$SECONDS
		say "$shard: $cases cases so far, $failed failed"
	fi
}

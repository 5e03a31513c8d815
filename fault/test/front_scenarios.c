/* fault-run and fault-ls: what they list, and what they refuse. */
#include <jansson.h>
#include <unistd.h>

#include "scenario.h"

/* The text is on standard error, in one line, and the status is 2. */
#define SCENARIO_REFUSED(name, command, text)                                           \
	SCENARIO_BY(name, command " 2>error; [ $? = 2 ] && [ $(wc -l <error) = 1 ] && " \
				  "grep -q \"" text "\" error &&")                      \
	{                                                                               \
	}

SCENARIO_REFUSED(an_unknown_point_is_refused, "$RUN --fail no/such=EIO true",
		 "no failure point: no/such; fault-ls lists them")
SCENARIO_REFUSED(an_unknown_error_is_refused, "$RUN --fail posix/mm/munmap=ENOSUCH true",
		 "no error: ENOSUCH")
SCENARIO_REFUSED(an_undocumented_error_is_refused, "$RUN --fail posix/mm/munmap=EPIPE true",
		 "munmap() does not report EPIPE")
SCENARIO_REFUSED(an_impossible_short_transfer_is_refused, "$RUN --fail posix/mm/munmap=short true",
		 "posix/mm/munmap makes no short transfers")
SCENARIO_REFUSED(call_zero_is_refused, "$RUN --fail posix/mm/munmap=EINVAL@0 true",
		 "which begin at 1: 0")
SCENARIO_REFUSED(a_bad_address_is_refused, "$RUN --fail 1:posix/mm/munmap=EINVAL true",
		 "not PROCESS:THREAD:POINT:K=ERRNO")
SCENARIO_REFUSED(a_bad_probability_is_refused, "$RUN --random posix/mm/munmap@2 true",
		 "not a probability above 0, up to 1: 2")
SCENARIO_REFUSED(a_missing_command_is_refused, "$RUN ./nothing", "no such program: ./nothing")
SCENARIO_REFUSED(no_command_is_refused, "$RUN", "no command; fault-run --help")
SCENARIO_REFUSED(a_log_nowhere_is_refused, "$RUN --log none/log true",
		 "cannot write the log none/log: No such file")
SCENARIO_REFUSED(a_missing_plan_is_refused, "$RUN --plan none true", "cannot read the plan none")
SCENARIO_REFUSED(a_static_program_is_refused,
		 "echo 'int main(void) { return 0; }' >s.c && cc -static -o s s.c; $RUN ./s",
		 "statically linked")
SCENARIO_REFUSED(ls_refuses_an_unknown_name, "$LS nothing", "no such point or function: nothing")

SCENARIO(an_undocumented_error_is_possible, "--any-error --fail posix/io/fd/dup=EXDEV")
{
	CHECK_FAILS(dup(1), EXDEV);
}

SCENARIO_BY(a_plan_file_is_followed,
	    "echo '1:1:posix/io/fd/dup:2=EMFILE # the second' >plan; $RUN --plan plan --")
{
	CHECK(dup(1) >= 0);
	CHECK_FAILS(dup(1), EMFILE);
}

SCENARIO_BY(the_status_is_the_commands, "$RUN sh -c 'exit 7'; [ $? = 7 ] &&")
{
}

SCENARIO_BY(ls_lists_points_and_errors,
	    "$LS mq_send | grep -q '^posix/ipc/mq/send .*mq_send(), returns -1' && "
	    "$LS mq_send | grep -qw EMSGSIZE && "
	    "$LS --conditions 'posix/ipc/mq/s*' | grep -q 'ETIMEDOUT\\|the priority is' && "
	    "[ \"$($LS --names | wc -l)\" -gt 170 ] && $RUN --list | grep -q '^xsi/ipc/msg/snd' &&")
{
}

static const char *text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	CHECK(text != NULL);
	return text;
}

SCENARIO_BY(ls_speaks_json, "$LS --json mq_send munmap >points.json && $LS --json >all.json &&")
{
	json_t *list = json_load_file("points.json", 0, NULL);
	json_t *send = json_array_get(list, 0), *errors = json_object_get(send, "errors");
	bool is_there = false;
	size_t i;

	CHECK(json_array_size(list) == 2);
	CHECK(strcmp(text_of(send, "point"), "posix/ipc/mq/send") == 0);
	for (i = 0; i < json_array_size(errors); i++) {
		json_t *error = json_array_get(errors, i);

		if (strcmp(text_of(error, "error"), "EMSGSIZE") != 0)
			continue;
		is_there = json_integer_value(json_object_get(error, "number")) == EMSGSIZE;
	}
	CHECK(is_there);
	json_decref(list);
	list = json_load_file("all.json", 0, NULL);
	CHECK(json_array_size(list) > 170);
	json_decref(list);
}

/*
 * The explorer finds nothing in the programs of fault/programs, with either backend,
 * and in each of their twins what bugs.def says; also below libc, where the bug shows
 * at a system call.
 */
#include <atf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../finding.h"
#include "explorer.h"

static const char *const programs[] = {"pipeline",	"fifo_channel", "mq_mailbox",
				       "shm_ring",	"sysv_server",	"seqpacket_server",
				       "signal_worker", "locked_file"};
static const char *const backends[] = {"preload", "notify"};

static const struct bug {
	const char *twin; /* its name, and the case's */
	enum outcome outcome;
	const char *call; /* the failure that shows it */
} bugs[] = {
#define BUG(program, name, outcome, call, description) \
	{#program "." #name, OUTCOME_##outcome, call},
#include "../../programs/bugs.def"
#undef BUG
};

/*
 * The system calls that show them. Those that are not here show at what is none:
 * a short transfer (pipeline.short_write, fifo_channel.short_read), or an error that
 * the kernel does not have there (pipeline.cloexec_unchecked and retry_for_ever,
 * shm_ring.wait_interrupted and post_unchecked).
 */
static const struct {
	const char *twin;
	const char *pattern;
} below[] = {
	{"pipeline.pipes_kept", "syscall/clone/EAGAIN"},
	{"pipeline.last_status_only", "syscall/write/EIO"},
	{"pipeline.lost_epipe", "syscall/write/EPIPE"},
	{"fifo_channel.eintr_as_end", "syscall/read/EINTR"},
	{"fifo_channel.name_leaked", "syscall/mknodat/ENOSPC"},
	{"fifo_channel.silent_exit", "syscall/openat/EMFILE"},
	{"mq_mailbox.name_leaked", "syscall/clone/EAGAIN"},
	{"mq_mailbox.send_interrupted", "syscall/mq_timedsend/EINTR"},
	{"mq_mailbox.receive_unchecked", "syscall/mq_timedreceive/EINTR"},
	{"mq_mailbox.error_swallowed", "syscall/mq_open/EMFILE"},
	{"mq_mailbox.child_left", "syscall/clone/EAGAIN"},
	{"shm_ring.mmap_unchecked", "syscall/mmap/ENOMEM"},
	{"shm_ring.size_unchecked", "syscall/ftruncate/EIO"},
	{"shm_ring.name_leaked", "syscall/mmap/ENOMEM"},
	{"sysv_server.id_leaked", "syscall/semget/ENOSPC"},
	{"sysv_server.lock_kept", "syscall/msgsnd/EINTR"},
	{"sysv_server.attach_unchecked", "syscall/shmat/ENOMEM"},
	{"sysv_server.stale_errno", "syscall/msgrcv/EINTR"},
	{"seqpacket_server.emfile_ignored", "syscall/accept/EMFILE"},
	{"seqpacket_server.wrong_order", "syscall/listen/EADDRINUSE"},
	{"seqpacket_server.send_unchecked", "syscall/sendto/ENOBUFS"},
	{"seqpacket_server.error_swallowed", "syscall/sendto/ENOBUFS"},
	{"signal_worker.queue_full", "syscall/rt_sigqueueinfo/EAGAIN"},
	{"signal_worker.wait_unchecked", "syscall/rt_sigtimedwait/EINTR"},
	{"signal_worker.worker_left", "syscall/rt_sigqueueinfo/EPERM"},
	{"signal_worker.stop_unchecked", "syscall/kill/EPERM"},
	{"signal_worker.silent_exit", "syscall/pipe2/EMFILE"},
	{"signal_worker.write_end_kept", "syscall/write/EPIPE"},
	{"locked_file.popen_unchecked", "syscall/pipe2/EMFILE"},
	{"locked_file.closed_twice", "syscall/wait4/ECHILD"},
	{"locked_file.lock_kept", "syscall/mmap/ENOMEM"},
	{"locked_file.file_leaked", "syscall/clone/EAGAIN"},
	{"locked_file.length_unchecked", "syscall/read/EIO"},
};

enum { REPLAYS = 5, BELOW = sizeof(below) / sizeof(below[0]) };

enum { PROGRAMS = sizeof(programs) / sizeof(programs[0]), BUGS = sizeof(bugs) / sizeof(bugs[0]) };

static char *program_path(const char *name)
{
	char text[128];

	snprintf(text, sizeof(text), "programs/%s", name);
	return built(text);
}

static void set_timeout(atf_tc_t *tc)
{
	atf_tc_set_md_var(tc, "timeout", "600");
}

/* Cases are named "BACKEND.PROGRAM". */
static void explore_right(const atf_tc_t *tc)
{
	const char *name = atf_tc_get_ident(tc);
	const char *dot = strchr(name, '.');
	char backend[16], *report;
	int status;

	snprintf(backend, sizeof(backend), "%.*s", (int)(dot - name), name);
	status = explorer_run((char *[]){"--backend", backend, "--", program_path(dot + 1), NULL},
			      &report);
	ATF_CHECK_MSG(status == 0, "%s", report);
	ATF_CHECK_MSG(strncmp(report, "No findings\n", 12) == 0, "%s", report);
	free(report);
}

/* "POINT/ERROR" for the call of a plan. */
static void write_pattern(const char *call, char *pattern, size_t size)
{
	const char *point = strchr(strchr(call, ':') + 1, ':') + 1;
	const char *k = strchr(point, ':');
	int length = (int)(k - point);

	/* A short transfer is planned where the transfer is. */
	if (length > 7 && strncmp(k - 7, "/reduce", 7) == 0)
		length -= 7;
	snprintf(pattern, size, "%.*s/%s", length, point, strchr(call, '=') + 1);
}

static const struct bug *find_bug(const char *twin)
{
	const struct bug *bug = bugs;

	while (strcmp(bug->twin, twin) != 0)
		bug++;
	return bug;
}

/* Seconds for a run: what hangs takes all of them, and five times as many when it is confirmed. */
static char *timeout_for(const struct bug *bug)
{
	return bug->outcome == OUTCOME_HANG ? "0.1" : "1";
}

/* Explores those failures only; the bug has to be among the findings. */
static void check_found(const struct bug *bug, char *backend, char *pattern)
{
	char line[64], *report;
	int status =
		explorer_run((char *[]){"--backend", backend, "--timeout", timeout_for(bug),
					"--only", pattern, "--", program_path(bug->twin), NULL},
			     &report);

	snprintf(line, sizeof(line), "\n%s: ", outcome_name(bug->outcome));
	ATF_CHECK_MSG(status == 1, "%s", report);
	ATF_CHECK_MSG(strstr(report, line), "no%s%s", line, report);
	free(report);
}

/* The replay has the same outcome each time. */
static void explore_twin(const atf_tc_t *tc)
{
	const struct bug *bug = find_bug(atf_tc_get_ident(tc));
	char pattern[128], line[64], *report;
	int status;

	snprintf(line, sizeof(line), "%s: ", outcome_name(bug->outcome));
	for (int i = 0; i < REPLAYS; i++) {
		status = explorer_run((char *[]){"--timeout", timeout_for(bug), "--replay",
						 (char *)bug->call, "--", program_path(bug->twin),
						 NULL},
				      &report);
		ATF_CHECK_MSG(status == 1, "%s", report);
		ATF_CHECK_MSG(strncmp(report, line, strlen(line)) == 0, "not %s%s", line, report);
		free(report);
	}
	write_pattern(bug->call, pattern, sizeof(pattern));
	check_found(bug, "preload", pattern);
}

/* Cases are named "notify.TWIN". */
static void explore_below(const atf_tc_t *tc)
{
	const char *twin = strchr(atf_tc_get_ident(tc), '.') + 1;

	for (size_t i = 0; i < BELOW; i++) {
		if (strcmp(below[i].twin, twin) == 0)
			check_found(find_bug(twin), "notify", (char *)below[i].pattern);
	}
}

static atf_error_t add_case(atf_tp_t *tp, char **config, const char *name, atf_tc_body_t body)
{
	atf_tc_t *tc = malloc(sizeof(*tc));
	atf_error_t error;

	if (!tc)
		return atf_no_memory_error();
	error = atf_tc_init(tc, name, set_timeout, body, NULL, (const char *const *)config);
	return atf_is_error(error) ? error : atf_tp_add_tc(tp, tc);
}

static atf_error_t add_cases(atf_tp_t *tp, char **config)
{
	atf_error_t error = atf_no_error();
	char *name;

	for (size_t i = 0; i < PROGRAMS && !atf_is_error(error); i++) {
		for (size_t backend = 0; backend < 2 && !atf_is_error(error); backend++) {
			if (asprintf(&name, "%s.%s", backends[backend], programs[i]) == -1)
				return atf_no_memory_error();
			error = add_case(tp, config, name, explore_right);
		}
	}
	for (size_t i = 0; i < BUGS && !atf_is_error(error); i++)
		error = add_case(tp, config, bugs[i].twin, explore_twin);
	for (size_t i = 0; i < BELOW && !atf_is_error(error); i++) {
		if (asprintf(&name, "notify.%s", below[i].twin) == -1)
			return atf_no_memory_error();
		error = add_case(tp, config, name, explore_below);
	}
	return error;
}

ATF_TP_ADD_TCS(tp)
{
	char **config = atf_tp_get_config(tp);
	atf_error_t error;

	if (!config)
		return atf_no_memory_error();
	error = add_cases(tp, config);
	atf_utils_free_charpp(config);
	return error;
}

/*
 * The reproducers of what C libraries do wrong: each shows its defect with the C
 * library and version that it names, which every entry of known.def refers to.
 */
#include <atf-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

#include "../../libc/known.h"

/* Exit statuses of reproducers, of fault-syscall without user notification, of shells. */
enum { IS_SO = 1, IS_NOT_TRIED = 2, IS_NOT_SUPERVISED = 123, IS_ENDED_BY = 128 };

/* What fault-syscall is to do while it runs; those that are not here run by themselves. */
static const struct {
	const char *finding, *options;
} injected[] = {
	{"glibc_sem_open_enoent",
	 "-p 1:1:syscall/newfstatat:1=EACCES -i newfstatat:path=/dev/shm/"},
	{"musl_mq_notify_lost", "-p 1:2:syscall/recvfrom:1=EAGAIN"},
};

enum { MOST_FINDINGS = 64 };

static atf_tc_t cases[MOST_FINDINGS];

/* Where the reproducers are, with a slash at its end. */
static void find_folder(char *path, size_t size)
{
	ssize_t length = readlink("/proc/self/exe", path, size - 1);
	char *slash;

	ATF_REQUIRE(length > 0);
	path[length] = '\0';
	for (int i = 0; i < 2; i++) {
		slash = strrchr(path, '/');
		ATF_REQUIRE(slash != NULL);
		*slash = '\0';
	}
	*slash = '/';
	slash[1] = '\0';
}

static const char *options_of(const char *finding)
{
	for (size_t i = 0; i < sizeof(injected) / sizeof(*injected); i++) {
		if (strcmp(injected[i].finding, finding) == 0)
			return injected[i].options;
	}
	return NULL;
}

/* "glibc-2.36": what reproducers with names of that beginning were made with. */
static void print_libc(const char *finding, char *text, size_t size)
{
	if (strncmp(finding, "musl_", 5) == 0)
		snprintf(text, size, "musl-%s", MUSL_VERSION);
#ifdef __GLIBC__
	else
		snprintf(text, size, "glibc-%s", gnu_get_libc_version());
#else
	else
		snprintf(text, size, "unknown");
#endif
}

static const struct known *entry_of(const char *finding)
{
	for (unsigned int i = 0; i < known_count(); i++) {
		if (strcmp(known_at(i)->finding, finding) == 0)
			return known_at(i);
	}
	return NULL;
}

static void run_case(const atf_tc_t *tc)
{
	const char *finding = atf_tc_get_ident(tc);
	const struct known *known = entry_of(finding);
	const char *options = options_of(finding);
	char folder[4096], program[4200], command[16384], libc[64];
	int status;

	ATF_REQUIRE(known != NULL);
	find_folder(folder, sizeof(folder));
	print_libc(finding, libc, sizeof(libc));
	if (strcmp(libc, known->libc) != 0)
		atf_tc_skip("it is about %s, this is %s", known->libc, libc);
	snprintf(program, sizeof(program), "%s%s", folder, finding);
	ATF_REQUIRE_MSG(access(program, X_OK) == 0, "not built: %s", program);
	snprintf(command, sizeof(command), "'%s../notify/fault-syscall' %s -- '%s'", folder,
		 options ? options : "", program);
	status = system(options ? command : program);
	ATF_REQUIRE(WIFEXITED(status));
	status = WEXITSTATUS(status);
	if (status == IS_NOT_TRIED || (options && status == IS_NOT_SUPERVISED))
		atf_tc_skip("it cannot be tried here");
	if (known->is_rare && status > IS_ENDED_BY)
		return; /* it crashed, the other thing that may happen */
	ATF_REQUIRE_MSG(status == IS_SO, "%s does not show it, exit status %d", finding, status);
}

static bool is_first_of_finding(unsigned int index)
{
	return entry_of(known_at(index)->finding) == known_at(index);
}

ATF_TP_ADD_TCS(tp)
{
	char **config = atf_tp_get_config(tp);
	atf_error_t error = atf_no_error();
	size_t count = 0;

	for (unsigned int i = 0; i < known_count() && count < MOST_FINDINGS; i++) {
		if (!is_first_of_finding(i))
			continue;
		error = atf_tc_init(&cases[count], known_at(i)->finding, NULL, run_case, NULL,
				    (const char *const *)config);
		if (!atf_is_error(error))
			error = atf_tp_add_tc(tp, &cases[count++]);
		if (atf_is_error(error))
			break;
	}
	return error;
}

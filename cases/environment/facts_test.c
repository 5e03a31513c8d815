/* What the suite ran on, as any system of the standard can tell. */
#include "../../atf/ipcts.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

static void record_kernel(void)
{
	struct utsname system;

	SETUP(uname(&system));
	observe("kernel.name", "%s", system.sysname);
	observe("kernel.release", "%s", system.release);
	observe("kernel.version", "%s", system.version);
	observe("machine", "%s", system.machine);
	observe("processors.online", "%ld", sysconf(_SC_NPROCESSORS_ONLN));
	observe("processors.configured", "%ld", sysconf(_SC_NPROCESSORS_CONF));
}

#ifdef __clang__
#define COMPILER __VERSION__
#else
#define COMPILER "gcc " __VERSION__
#endif

static void record_libc(void)
{
	char version[100] = "";

#ifdef _CS_GNU_LIBC_VERSION
	confstr(_CS_GNU_LIBC_VERSION, version, sizeof(version));
#endif
	observe("libc", "%s", *version ? version : "unknown");
	observe("compiler", "%s", COMPILER);
}

static void record_abi(void)
{
	static const uint16_t one = 1;

	observe("abi.pointer", "%zu bits", CHAR_BIT * sizeof(void *));
	observe("abi.long", "%zu bits", CHAR_BIT * sizeof(long));
	observe("abi.off_t", "%zu bits", CHAR_BIT * sizeof(off_t));
	observe("abi.time_t", "%zu bits", CHAR_BIT * sizeof(time_t));
	observe("abi.char", "%s", CHAR_MIN < 0 ? "signed" : "unsigned");
	observe("abi.byte_order", "%s", *(const char *)&one ? "little-endian" : "big-endian");
}

static void record_option(const char *key, long value)
{
	if (value > 0)
		observe(key, "%ld", value);
	else
		observe(key, "not supported");
}

#define OPTION(name) record_option("option." #name, sysconf(_SC_##name))

static void record_options(void)
{
	OPTION(VERSION);
	OPTION(XOPEN_VERSION);
	OPTION(XOPEN_UNIX);
	OPTION(XOPEN_REALTIME);
	OPTION(BARRIERS);
	OPTION(IPV6);
	OPTION(MAPPED_FILES);
	OPTION(MEMLOCK);
	OPTION(MEMORY_PROTECTION);
	OPTION(MESSAGE_PASSING);
	OPTION(MONOTONIC_CLOCK);
	OPTION(PRIORITY_SCHEDULING);
	OPTION(RAW_SOCKETS);
	OPTION(READER_WRITER_LOCKS);
	OPTION(REALTIME_SIGNALS);
	OPTION(SEMAPHORES);
	OPTION(SHARED_MEMORY_OBJECTS);
	OPTION(SPAWN);
	OPTION(SPIN_LOCKS);
	OPTION(SYNCHRONIZED_IO);
	OPTION(THREADS);
	OPTION(THREAD_PRIO_INHERIT);
	OPTION(THREAD_PRIO_PROTECT);
	OPTION(THREAD_PROCESS_SHARED);
	OPTION(THREAD_ROBUST_PRIO_INHERIT);
	OPTION(TIMEOUTS);
	OPTION(TIMERS);
	OPTION(TYPED_MEMORY_OBJECTS);
}

/* A limit as sysconf() and pathconf() tell it, with errno 0 before. */
static void record_limit(const char *key, long value)
{
	if (value == -1)
		observe(key, "%s", errno == 0 ? "no limit" : "unknown");
	else
		observe(key, "%ld", value);
}

#define LIMIT(name) (errno = 0, record_limit("limit." #name, sysconf(_SC_##name)))
#define PATH_LIMIT(name) (errno = 0, record_limit("limit." #name, pathconf(".", _PC_##name)))

static void record_limits(void)
{
	LIMIT(ARG_MAX);
	LIMIT(CHILD_MAX);
	LIMIT(IOV_MAX);
	LIMIT(MQ_OPEN_MAX);
	LIMIT(MQ_PRIO_MAX);
	LIMIT(OPEN_MAX);
	LIMIT(PAGE_SIZE);
	LIMIT(RTSIG_MAX);
	LIMIT(SEM_NSEMS_MAX);
	LIMIT(SEM_VALUE_MAX);
	LIMIT(SIGQUEUE_MAX);
	LIMIT(STREAM_MAX);
	LIMIT(THREAD_THREADS_MAX);
	LIMIT(TIMER_MAX);
	PATH_LIMIT(NAME_MAX);
	PATH_LIMIT(PATH_MAX);
	PATH_LIMIT(PIPE_BUF);
}

static const char *show_resource(rlim_t value, char *text, size_t size)
{
	if (value == RLIM_INFINITY)
		return "unlimited";
	snprintf(text, size, "%ju", (uintmax_t)value);
	return text;
}

static void record_resource(const char *key, int resource)
{
	struct rlimit limit;
	char soft[24];
	char hard[24];

	SETUP(getrlimit(resource, &limit));
	observe(key, "%s of %s", show_resource(limit.rlim_cur, soft, sizeof(soft)),
		show_resource(limit.rlim_max, hard, sizeof(hard)));
}

#define RESOURCE(name) record_resource("rlimit." #name, RLIMIT_##name)

static void record_resources(void)
{
	RESOURCE(AS);
	RESOURCE(CPU);
	RESOURCE(DATA);
	RESOURCE(FSIZE);
	RESOURCE(NOFILE);
	RESOURCE(STACK);
#ifdef RLIMIT_NPROC
	RESOURCE(MEMLOCK);
	RESOURCE(NPROC);
#endif
#ifdef RLIMIT_MSGQUEUE
	RESOURCE(MSGQUEUE);
	RESOURCE(SIGPENDING);
#endif
}

static void record_process(void)
{
	observe("process.euid", "%ld", (long)geteuid());
	observe("process.egid", "%ld", (long)getegid());
	observe("process.groups", "%d", getgroups(0, NULL));
}

CASE_NAMED(environment_facts, "environment.facts", "Facts about the system under test.")
{
	record_kernel();
	record_libc();
	record_abi();
	record_options();
	record_limits();
	record_resources();
	record_process();
}

/* When popen() fails; pclose_test.c has the error of pclose(). */
#include "popen.h"

#include <limits.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STANDARD_STREAMS = 3 };

/* Opens count more streams. */
static void open_streams(long count)
{
	for (; count > 0; count--) {
		FILE *stream = fopen("/dev/null", "r");

		SETUP_THAT(stream, "cannot open a stream: %s", error_name(errno));
		own(fileno(stream));
	}
}

static void observe_popen(const char *situation, const char *mode)
{
	FILE *stream = popen(":", mode);

	observe(situation, "%s", stream ? "a stream" : error_name(errno));
	if (stream)
		pclose(stream);
}

CASE(popen_returns_null_on_failure)
{
	int fd = lowest_free();

	leave_descriptors(1);
	EXPECT(popen(":", "r") == NULL);
	EXPECT_EQ(fd, lowest_free());
	EXPECT_ERROR(ECHILD, waitpid(-1, NULL, WNOHANG));
}

CASE(popen_emfile_stream_max, popen_emfile_stream_limit)
{
	long limit = sysconf(_SC_STREAM_MAX);
	FILE *stream;

	if (limit == -1)
		skip_unsupported("STREAM_MAX is indeterminate");
	open_streams(limit - STANDARD_STREAMS - 1);
	expect_exit_status(0, open_command("r", ":"));
	open_streams(1);
	errno = 0;
	stream = popen(":", "r");
	EXPECT_THAT(
		!stream && errno == EMFILE,
		"popen() with %ld streams open, STREAM_MAX: expected NULL (EMFILE), observed %s",
		limit, stream ? "a stream" : error_name(errno));
	EXPECT_ERROR(ECHILD, waitpid(-1, NULL, WNOHANG));
}

CASE(popen_emfile_fopen_limit)
{
	open_streams(FOPEN_MAX - STANDARD_STREAMS);
	observe_popen("popen() with FOPEN_MAX streams open", "r");
}

CASE(popen_invalid_mode_unspecified, popen_einval)
{
	observe_popen("popen() in mode \"x\"", "x");
	observe_popen("popen() in mode \"rw\"", "rw");
	observe_popen("popen() in mode \"\"", "");
}

CASE(popen_eagain)
{
	struct rlimit none = {0, 0};
	struct actor *caller = ACTOR("caller")
	{
		become_unprivileged();
		SETUP(setrlimit(RLIMIT_NPROC, &none));
		observe_popen("popen() beyond RLIMIT_NPROC", "r");
	}

	expect_finished(caller);
}

CASE(popen_enomem)
{
	struct actor *caller = ACTOR("caller")
	{
		deny_memory();
		observe_popen("popen() beyond RLIMIT_AS", "r");
	}

	expect_finished(caller);
}

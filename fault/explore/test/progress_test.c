/* Progress: on a terminal, and there only. */
#include <atf-c.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../progress.h"

static const struct exploration half = {
	.planned = 1540, .done = 312, .outcomes = {[OUTCOME_HANDLED] = 310, [OUTCOME_LEAK] = 2}};

static void expect_line(const struct exploration *exploration, double left, const char *expected)
{
	char text[200];

	ATF_CHECK_EQ(progress_line(exploration, left, text, sizeof(text)), strlen(expected));
	ATF_CHECK_STREQ(text, expected);
}

ATF_TC_WITHOUT_HEAD(what_it_says);
ATF_TC_BODY(what_it_says, tc)
{
	static const struct exploration nothing;
	char cut[10];

	expect_line(&half, 61, "312 of 1540 runs (20 %), 2 bad, about 61 s left");
	expect_line(&half, 0.01, "312 of 1540 runs (20 %), 2 bad, about 1 s left");
	expect_line(&half, 600, "312 of 1540 runs (20 %), 2 bad, about 10 min left");
	expect_line(&half, 9000, "312 of 1540 runs (20 %), 2 bad, about 2.5 h left");
	expect_line(&half, -1, "312 of 1540 runs (20 %), 2 bad, time left unknown");
	expect_line(&nothing, 0, "0 of 0 runs (100 %), 0 bad, about 1 s left");
	ATF_CHECK_EQ(progress_line(&half, 1, cut, sizeof(cut)), 9);
	ATF_CHECK_STREQ(cut, "312 of 15");
}

/* The master of a terminal of that width; *terminal is its other side. */
static int open_terminal(unsigned short width, FILE **terminal)
{
	struct winsize window = {.ws_row = 24, .ws_col = width};
	int master = posix_openpt(O_RDWR | O_NOCTTY), fd;

	ATF_REQUIRE(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
	fd = open(ptsname(master), O_RDWR | O_NOCTTY);
	ATF_REQUIRE(fd >= 0 && ioctl(fd, TIOCSWINSZ, &window) == 0);
	*terminal = fdopen(fd, "w");
	ATF_REQUIRE(*terminal);
	return master;
}

ATF_TC_WITHOUT_HEAD(one_line_of_a_terminal);
ATF_TC_BODY(one_line_of_a_terminal, tc)
{
	static const char expected[] = "\r312 of 1540 runs (2\033[K\r\033[K";
	char text[sizeof(expected)] = "";
	FILE *terminal;
	int master = open_terminal(20, &terminal);
	size_t have = 0;

	setenv("TERM", "xterm", 1);
	progress_show(terminal, &half, 61);
	progress_clear(terminal);
	while (have < sizeof(expected) - 1) {
		ssize_t count = read(master, text + have, sizeof(expected) - 1 - have);

		ATF_REQUIRE(count > 0);
		have += (size_t)count;
	}
	ATF_CHECK_STREQ(text, expected);
	fclose(terminal);
	close(master);
}

ATF_TC_WITHOUT_HEAD(a_terminal_without_movement);
ATF_TC_BODY(a_terminal_without_movement, tc)
{
	FILE *terminal;
	int master = open_terminal(80, &terminal);

	setenv("TERM", "dumb", 1);
	ATF_CHECK(!progress_fits(terminal));
	unsetenv("TERM");
	ATF_CHECK(!progress_fits(terminal));
	setenv("TERM", "vt100", 1);
	ATF_CHECK(progress_fits(terminal));
	fclose(terminal);
	close(master);
}

ATF_TC_WITHOUT_HEAD(never_in_a_file);
ATF_TC_BODY(never_in_a_file, tc)
{
	FILE *file = fopen("log", "w");
	struct stat status;

	ATF_REQUIRE(file);
	setenv("TERM", "xterm", 1);
	progress_show(file, &half, 61);
	progress_clear(file);
	fclose(file);
	ATF_REQUIRE_EQ(stat("log", &status), 0);
	ATF_CHECK_EQ(status.st_size, 0);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, what_it_says);
	ATF_TP_ADD_TC(tp, one_line_of_a_terminal);
	ATF_TP_ADD_TC(tp, a_terminal_without_movement);
	ATF_TP_ADD_TC(tp, never_in_a_file);
	return atf_no_error();
}

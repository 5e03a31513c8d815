/* Where the report goes: complete or not at all. */
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run.h"

#define ID "pipe.read.fifo_order"

static void write_good(void)
{
	write_sample("good.db", &(struct sample_case){.name = ID, .requirements = ID});
}

static size_t count_entries(const char *path)
{
	DIR *directory = opendir(path);
	size_t count = 0;

	ATF_REQUIRE(directory);
	while (readdir(directory))
		count++;
	closedir(directory);
	return count - 2; /* . and .. */
}

ATF_TC_WITHOUT_HEAD(several_formats_at_once);
ATF_TC_BODY(several_formats_at_once, tc)
{
	struct run run;
	struct stat status;

	write_good();
	ATF_REQUIRE_EQ(mkdir("out", 0700), 0);
	umask(022);
	run = run_report(tc, "--mechanism", "pipe", "--format", "json", "--output", "out/json",
			 "--format", "html", "--output", "out/html", "--format", "text", "good.db",
			 NULL);
	ATF_CHECK_EQ(run.status, 0);
	ATF_CHECK(strstr(run.output, "Conforms\n") == run.output);
	ATF_CHECK_EQ(count_entries("out"), 2);
	ATF_CHECK_EQ(stat("out/html", &status), 0);
	ATF_CHECK_EQ(status.st_mode & 0777, 0644);
}

ATF_TC_WITHOUT_HEAD(a_full_device);
ATF_TC_BODY(a_full_device, tc)
{
	static const char *const formats[] = {"text", "json", "junit", "markdown", "html"};

	write_good();
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++) {
		struct run run = run_report(tc, "--mechanism", "pipe", "--format", formats[i],
					    "--output", "/dev/full", "good.db", NULL);

		ATF_CHECK_EQ(run.status, 2);
		ATF_CHECK_EQ(count_lines(run.errors), 1);
		ATF_CHECK_MSG(strstr(run.errors, "No space left"), "it said: %s", run.errors);
	}
	ATF_CHECK_EQ(access("/dev/full", W_OK), 0);
}

/* What was there before stays when the new report does not fit. */
ATF_TC_WITHOUT_HEAD(an_output_that_does_not_fit);
ATF_TC_BODY(an_output_that_does_not_fit, tc)
{
	struct rlimit limit = {4096, RLIM_INFINITY};
	struct run run;
	size_t size;

	write_good();
	ATF_REQUIRE_EQ(mkdir("out", 0700), 0);
	write_file("out/report", "the old one");
	/* Inherited; ignored, SIGXFSZ leaves EFBIG to the writer. */
	signal(SIGXFSZ, SIG_IGN);
	ATF_REQUIRE_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
	run = run_report(tc, "--mechanism", "pipe", "--format", "html", "--output", "out/report",
			 "good.db", NULL);
	ATF_CHECK_EQ(run.status, 2);
	ATF_CHECK_EQ(count_lines(run.errors), 1);
	ATF_CHECK_STREQ(read_whole("out/report", &size), "the old one");
	ATF_CHECK_EQ(count_entries("out"), 1);
}

/* Killed by a signal that can be caught, it leaves no temporary file either. */
ATF_TC_WITHOUT_HEAD(a_signal_leaves_nothing);
ATF_TC_BODY(a_signal_leaves_nothing, tc)
{
	struct rlimit limit = {4096, RLIM_INFINITY};
	struct run run;

	write_good();
	ATF_REQUIRE_EQ(mkdir("out", 0700), 0);
	ATF_REQUIRE_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
	run = run_report(tc, "--mechanism", "pipe", "--format", "html", "--output", "out/report",
			 "good.db", NULL);
	ATF_CHECK_EQ(run.status, 128 + SIGXFSZ);
	ATF_CHECK_EQ(count_entries("out"), 0);
}

ATF_TC_WITHOUT_HEAD(a_place_that_cannot_be_written);
ATF_TC_BODY(a_place_that_cannot_be_written, tc)
{
	struct run run;

	write_good();
	run = run_report(tc, "--mechanism", "pipe", "--output", "nowhere/report", "good.db", NULL);
	ATF_CHECK_EQ(run.status, 2);
	ATF_CHECK_EQ(count_lines(run.errors), 1);
	ATF_REQUIRE_EQ(mkdir("directory", 0700), 0);
	run = run_report(tc, "--mechanism", "pipe", "--output", "directory", "good.db", NULL);
	ATF_CHECK_EQ(run.status, 2);
	ATF_CHECK_EQ(count_lines(run.errors), 1);
}

ATF_TC(a_read_only_directory);
ATF_TC_HEAD(a_read_only_directory, tc)
{
	atf_tc_set_md_var(tc, "require.user", "unprivileged");
}
ATF_TC_BODY(a_read_only_directory, tc)
{
	struct run run;

	write_good();
	ATF_REQUIRE_EQ(mkdir("locked", 0500), 0);
	run = run_report(tc, "--mechanism", "pipe", "--output", "locked/report", "good.db", NULL);
	ATF_CHECK_EQ(run.status, 2);
	ATF_CHECK_EQ(count_lines(run.errors), 1);
	ATF_CHECK_EQ(count_entries("locked"), 0);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, several_formats_at_once);
	ATF_TP_ADD_TC(tp, a_full_device);
	ATF_TP_ADD_TC(tp, an_output_that_does_not_fit);
	ATF_TP_ADD_TC(tp, a_signal_leaves_nothing);
	ATF_TP_ADD_TC(tp, a_place_that_cannot_be_written);
	ATF_TP_ADD_TC(tp, a_read_only_directory);
	return atf_no_error();
}

/*
 * What reports cost: 100,000 runs, of 200 points and 25 errors, noted in a journal and
 * then written in each format; what a --resume takes to read them again; and the
 * memory of it all. Status 1 if a limit is passed.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "report_sample.h"

enum { POINTS = 200, ERRORS = 25 };

/* For 100,000 runs. */
static const double most_seconds = 10;
static const double most_megabytes = 64;

static const char *const errors[ERRORS] = {
	"EACCES",   "EAGAIN", "EBADF",	 "EBUSY",     "ECHILD",	      "ECONNRESET", "EEXIST",
	"EFAULT",   "EFBIG",  "EINTR",	 "EINVAL",    "EIO",	      "EISDIR",	    "EMFILE",
	"EMSGSIZE", "ENFILE", "ENOBUFS", "ENODEV",    "ENAMETOOLONG", "ENOENT",	    "ENOMEM",
	"ENOSPC",   "EPERM",  "EPIPE",	 "ETIMEDOUT",
};

/* Of processor time: the machine may have other things to do. */
static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double megabytes(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return (double)usage.ru_maxrss / 1024;
}

/* A finding in every hundredth run, of 50 causes in all. */
static void add_runs(struct sample *sample, unsigned long count)
{
	char id[200];

	for (unsigned long i = 0; i < count; i++) {
		unsigned long point = i / ERRORS % POINTS, k = i / (ERRORS * POINTS) + 1;
		enum outcome outcome = i % 100 == 0 ? OUTCOME_LEAK : OUTCOME_HANDLED;
		struct finding run;

		snprintf(id, sizeof(id), "1.%lu:1:posix/ipc/point/number_%03lu:%lu=%s",
			 point % 3 + 1, point, k, errors[i % ERRORS]);
		run = sample_run(id, outcome, "leaves a descriptor open",
				 "fd 5: pipe:[1234]\nopened in main\n");
		sample_add(sample, &run);
	}
}

/* Returns the seconds that the format took. */
static double measure(struct sample *sample, const char *format, const char *path)
{
	double begin = now();
	struct stat status;

	if (report_write(&sample->report, report_format(format), path) != 0 ||
	    stat(path, &status) != 0)
		exit(2);
	printf("  %-6s %6.2f s %9.0f kB\n", format, now() - begin, (double)status.st_size / 1024);
	unlink(path);
	return now() - begin;
}

int main(int count, char *arguments[])
{
	static const char *const formats[] = {"text", "json", "junit", "html"};
	unsigned long runs = count > 1 ? strtoul(arguments[1], NULL, 10) : 100000;
	char directory[] = "/tmp/ipcts-bench-XXXXXX";
	double begin = now(), seconds = 0, before;
	struct sample sample;

	if (!mkdtemp(directory) || chdir(directory) != 0)
		return 2;
	sample_begin(&sample, "journal", false, NULL);
	before = megabytes();
	add_runs(&sample, runs);
	sample_end(&sample);
	printf("fault-explore, %lu runs: noted in %.2f s of processor time (%.1f us each), memory "
	       "grew by %.1f MB\n",
	       runs, now() - begin, (now() - begin) / (double)runs * 1e6, megabytes() - before);
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		seconds += measure(&sample, formats[i], "report");
	sample_free(&sample);
	begin = now();
	sample_begin(&sample, "journal", true, NULL);
	add_runs(&sample, runs);
	printf("  resume %6.2f s\n  memory at most %.1f MB (limit %.0f), formats %.2f s (limit "
	       "%.0f)\n",
	       now() - begin, megabytes(), most_megabytes, seconds, most_seconds);
	sample_free(&sample);
	unlink("journal");
	rmdir(directory);
	return seconds > most_seconds || megabytes() > most_megabytes;
}

/* fault-explore: which failing call makes a program crash, hang, leak or lie? */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "explore.h"
#include "options.h"
#include "progress.h"
#include "report.h"

enum { COULD_NOT_RUN = 2 };

/*
 * The first ^C ends the exploration, with a report; one that comes later ends the
 * program. timeout(1), which signals a process and its group, sends two at once.
 */
static void stop(int number)
{
	static volatile time_t first;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (first && now.tv_sec > first + 1) {
		signal(number, SIG_DFL);
		raise(number);
	}
	if (!first)
		first = now.tv_sec;
	explore_stop();
}

static void stop_on_signals(void)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = stop, .sa_flags = SA_RESTART};

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigaction(signals[i], &action, NULL);
}

static int complain(const char *message)
{
	fprintf(stderr, "fault-explore: %s\n", message);
	return COULD_NOT_RUN;
}

static int replay(struct exploration *exploration, const char *id)
{
	char message[400];
	struct finding *finding = explore_replay(exploration, id, message, sizeof(message));
	int status;

	if (!finding)
		return complain(message);
	printf("%s: %s\n", outcome_name(finding->outcome), finding->summary);
	printf("%s\n%s", finding->id, finding->evidence);
	if (!finding->is_stable)
		printf("not always: repeated, it had other outcomes\n");
	if (finding->outcome == OUTCOME_DRIFT)
		printf("the run has no such call, or not with that failure\n");
	status = outcome_is_bad(finding->outcome) ? 1 : 0;
	finding_free(finding);
	return status;
}

static int explore(struct exploration *exploration, const struct options *options,
		   report_render_function *format)
{
	char message[400];
	struct explore_report report;
	struct explore_hooks hooks = {0};
	int status;

	if (report_begin(&report, &options->settings, options->journal, options->resume,
			 options->baseline, message, sizeof(message)) == -1)
		return complain(message);
	report_hooks(&report, &hooks, progress_fits(stderr) ? stderr : NULL);
	stop_on_signals();
	status = explore_run(exploration, &hooks, message, sizeof(message));
	report_end(&report, exploration);
	if (status == -1) {
		complain(message);
		exploration->is_interrupted = true;
	}
	if (report_write(&report, format, options->output) == -1 || status == -1)
		status = COULD_NOT_RUN;
	else
		status = report_status(&report);
	report_free(&report);
	return status;
}

int main(int count, char *arguments[])
{
	/* Static: a checker of leaks sees that its lists are in use until the end. */
	static struct options options;
	report_render_function *format;
	struct exploration *exploration;
	char message[400];
	int status;

	if (options_read(&options, count, arguments) == -1)
		return COULD_NOT_RUN;
	if (options.wants_help) {
		fputs(options_help, stdout);
		return EXIT_SUCCESS;
	}
	format = report_format(options.format);
	if (!format)
		return complain("--format is text, json, junit or html; see --help");
	exploration = explore_prepare(&options.settings, message, sizeof(message));
	if (!exploration)
		return complain(message);
	status = options.replay ? replay(exploration, options.replay)
				: explore(exploration, &options, format);
	explore_free(exploration);
	return status;
}

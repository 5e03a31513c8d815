#include <stdlib.h>
#include <string.h>

#include "report_sample.h"

const struct settings sample_settings = {
	.backend = BACKEND_PRELOAD,
	.jobs = 1,
	.rounds = 1,
	.depth = 1,
	.self = "fault-explore",
	.options = (char *const[]){"--timeout", "5", NULL},
	.command = (char *const[]){"./mailbox", "it's", NULL},
};

_Noreturn static void give_up(const char *what)
{
	fprintf(stderr, "sample: %s\n", what);
	exit(3);
}

void sample_begin(struct sample *sample, const char *journal, bool resume, const char *baseline)
{
	char message[2000];

	*sample = (struct sample){
		.exploration =
			{
				.settings = &sample_settings,
				.backend = "preload",
				.command = "./mailbox 'it'\\''s'",
				.oracle = "exit status, stdout, files",
				.notes = "",
				.calls = 42,
				.reference_seconds = 0.25,
				.seconds = 12.5,
			},
	};
	if (report_begin(&sample->report, &sample_settings, journal, resume, baseline, message,
			 sizeof(message)) != 0)
		give_up(message);
	report_hooks(&sample->report, &sample->hooks, NULL);
}

struct finding sample_run(const char *id, enum outcome outcome, const char *summary,
			  const char *evidence)
{
	static char cause[1000], replay[1000];
	char *made = finding_cause(id);

	if (!made)
		give_up("not an id");
	snprintf(cause, sizeof(cause), "%s", made);
	free(made);
	snprintf(replay, sizeof(replay), "fault-explore --replay '%s' -- ./mailbox", id);
	return (struct finding){
		.id = (char *)id,
		.cause = cause,
		.outcome = outcome,
		.runs = 1,
		.is_stable = true,
		.has_exited = outcome != OUTCOME_CRASH,
		.status = outcome == OUTCOME_CRASH ? 11 : outcome != OUTCOME_HANDLED,
		.seconds = 0.125,
		.summary = (char *)summary,
		.evidence = (char *)evidence,
		.replay = replay,
	};
}

static void add_finding(struct exploration *exploration, const struct finding *run)
{
	size_t size = (exploration->finding_count + 1) * sizeof(*exploration->findings);

	for (size_t i = 0; i < exploration->finding_count; i++) {
		struct finding *finding = exploration->findings[i];

		if (finding->outcome == run->outcome && strcmp(finding->cause, run->cause) == 0) {
			finding->runs++;
			return;
		}
	}
	exploration->findings = realloc(exploration->findings, size);
	if (!exploration->findings)
		give_up("no memory");
	exploration->findings[exploration->finding_count] = finding_copy(run);
	if (!exploration->findings[exploration->finding_count++])
		give_up("no memory");
}

void sample_add(struct sample *sample, const struct finding *run)
{
	struct exploration *exploration = &sample->exploration;
	struct finding past;
	const struct finding *counted = run;

	exploration->planned++;
	exploration->done++;
	if (sample->hooks.known(run->id, &past, sample->hooks.argument)) {
		exploration->resumed++;
		counted = &past;
	} else {
		sample->hooks.done(run, sample->hooks.argument);
	}
	exploration->outcomes[counted->outcome]++;
	if (outcome_is_bad(counted->outcome))
		add_finding(exploration, counted);
}

void sample_end(struct sample *sample)
{
	report_end(&sample->report, &sample->exploration);
}

void sample_free(struct sample *sample)
{
	report_free(&sample->report);
	for (size_t i = 0; i < sample->exploration.finding_count; i++)
		finding_free(sample->exploration.findings[i]);
	free(sample->exploration.findings);
}

char *sample_render(struct sample *sample, const char *format)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		give_up("no memory");
	report_format(format)(&sample->report, file);
	if (fclose(file) != 0)
		give_up("no memory");
	return text;
}

static void add(struct sample *sample, const char *id, enum outcome outcome, const char *summary,
		const char *evidence)
{
	struct finding run = sample_run(id, outcome, summary, evidence);

	sample_add(sample, &run);
}

void sample_usual(struct sample *sample)
{
	FILE *file = fopen("baseline", "w");

	if (!file)
		give_up("cannot write the baseline");
	fputs("hang:1.1:1:posix/io/rw/read=EIO | waits for ever\n"
	      "crash:1:1:posix/ipc/mq/open=ENOMEM | gone\n",
	      file);
	fclose(file);
	sample_begin(sample, NULL, false, "baseline");
	add(sample, "1:1:posix/ipc/mq/open:1=ENOMEM", OUTCOME_CLEAN_ERROR, "exits with 1", "");
	add(sample, "1:1:posix/ipc/mq/send:3=EINTR", OUTCOME_LEAK, "leaves /mailbox behind",
	    "mqueue: /mailbox\n");
	add(sample, "1:1:posix/ipc/mq/send:4=EINTR", OUTCOME_LEAK, "leaves /mailbox behind", "");
	add(sample, "1.1:1:posix/io/rw/read:1=EIO", OUTCOME_HANG, "did not end", "");
	add(sample, "1:1:posix/ipc/mq/send:5=EINTR,1:1:posix/ipc/mq/unlink:1=EACCES", OUTCOME_CRASH,
	    "killed by SIGSEGV", "#0 main\n#1 start\n");
	add(sample, "1:1:posix/ipc/mq/send:9=EINTR", OUTCOME_DRIFT, "not called", "");
	add(sample, "1:1:posix/io/rw/write:1=short", OUTCOME_HANDLED, "same result", "");
	sample_end(sample);
}

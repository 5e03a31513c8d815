/* The run without failure: what it does, what it calls, and how much of that is always so. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "differences.h"
#include "parts.h"
#include "reason.h"

/* So often, since what differs from run to run cannot be compared. */
enum { REFERENCE_RUNS = 3 };

/* Seconds, unless the user says more. */
static const double longest_reference = 60;

static int run_once(struct explorer *explorer, char *message, size_t size)
{
	const struct settings *settings = explorer->exploration.settings;
	struct worker *worker = &explorer->workers[0];
	struct exchange *exchange = worker->exchange;
	const struct observed *observed = &exchange->observed;
	char status[64];

	exchange->job =
		(struct job){.timeout = settings->timeout > longest_reference ? settings->timeout
									      : longest_reference,
			     .grace = 1,
			     .wants_log = true};
	if (worker_begin(worker) == -1 || worker_end(worker) == -1)
		return give_reason(message, size, "%.280s",
				   exchange->message[0] ? exchange->message : "a worker has died");
	if (observed->start_error != 0)
		return give_reason(message, size, "%.100s: cannot be started: %s",
				   settings->command[0], strerror(observed->start_error));
	if (observed->is_timed_out)
		return give_reason(
			message, size,
			"%.100s: does not end within %.0f s without any failure: give a longer "
			"--timeout, or a command that ends",
			settings->command[0], exchange->job.timeout);
	if (!WIFEXITED(observed->status)) {
		judge_status(observed->status, status, sizeof(status));
		return give_reason(
			message, size,
			"%.100s: %s without any failure: there is nothing to compare with",
			settings->command[0], status);
	}
	if (settings->check &&
	    !(WIFEXITED(observed->check_status) && WEXITSTATUS(observed->check_status) == 0))
		return give_reason(message, size,
				   "%.100s: says no to the run without any failure: %.100s",
				   settings->check, observed->check_text);
	return 0;
}

static int read_calls(const struct explorer *explorer, struct recording *recording)
{
	const struct worker *worker = &explorer->workers[0];
	size_t size = worker->exchange->observed.log_size;
	char *log;
	int result;

	*recording = (struct recording){NULL, 0};
	if (size == 0)
		return 0;
	log = mmap(NULL, size, PROT_READ, MAP_SHARED, worker->log_fd, 0);
	if (log == MAP_FAILED)
		return -1;
	result = recording_read(recording, log, size, explorer->exploration.settings, NULL);
	munmap(log, size);
	return result;
}

/* Takes in another run: what is not as before is no criterion. */
static void compare(struct reference *reference, const struct observed *observed)
{
	struct observed *usual = &reference->observed;

	if (observed->standard_output.digest != usual->standard_output.digest)
		reference->is_output_stable = false;
	if (observed->files != usual->files)
		reference->are_files_stable = false;
	difference_of_lists(usual->left, observed->left, usual->left, sizeof(usual->left));
	difference_of_lists(usual->changed, observed->changed, usual->changed,
			    sizeof(usual->changed));
	if (observed->last_seconds - observed->seconds > usual->last_seconds - usual->seconds)
		usual->last_seconds = usual->seconds + observed->last_seconds - observed->seconds;
	for (size_t i = 0; i < usual->leaving_count; i++) {
		struct leaving *leaving = &usual->leaving[i];

		for (size_t j = 0; j < observed->leaving_count; j++) {
			const struct leaving *other = &observed->leaving[j];

			if (strcmp(leaving->process, other->process) != 0 ||
			    leaving->descriptors >= other->descriptors)
				continue;
			leaving->descriptors = other->descriptors;
			memcpy(leaving->open, other->open, sizeof(leaving->open));
		}
	}
}

/* What is not as it is with namespaces. */
#define SHARED_NOTE                                                                          \
	"no namespaces (%s): one run at a time, in a copy of the working folder; not seen: " \
	"what runs change outside of it and of TMPDIR, and queues where /dev/mqueue is not " \
	"mounted; names that may be another program's are reported, but not removed\n"

/* What the reader of a report must know. */
static int write_notes(struct explorer *explorer, unsigned long dropped)
{
	struct exploration *exploration = &explorer->exploration;
	const struct reference *reference = &explorer->reference;
	size_t size;
	FILE *out = open_memstream(&exploration->notes, &size);

	if (!out)
		return -1;
	if (!reference->is_output_stable && !reference->has_check)
		fputs("stdout differs from run to run: it is not compared (--check can)\n", out);
	if (!reference->are_files_stable && !reference->has_check)
		fputs("files differ from run to run: they are not compared (--check can)\n", out);
	if (explorer->is_shared)
		fprintf(out, SHARED_NOTE, explorer->why_shared);
	if (explorer->workers[0].exchange->shared[0])
		fprintf(out, "what runs change in %s stays: run it as root to avoid that\n",
			explorer->workers[0].exchange->shared);
	if (dropped > 0)
		fprintf(out, "%lu calls are not made in every run: they are left alone\n", dropped);
	if (WEXITSTATUS(reference->observed.status) != 0)
		fprintf(out, "without any failure, it exits with %d\n",
			WEXITSTATUS(reference->observed.status));
	if (reference->observed.left[0])
		fprintf(out, "without any failure, it leaves: %.*s\n",
			(int)strcspn(reference->observed.left, "\n"), reference->observed.left);
	if (fclose(out) != 0)
		return -1;
	if (asprintf(&exploration->oracle, "%s",
		     reference->has_check ? exploration->settings->check
		     : !reference->is_output_stable
			     ? (reference->are_files_stable ? "exit status, files" : "exit status")
		     : reference->are_files_stable ? "exit status, stdout, files"
						   : "exit status, stdout") == -1)
		return -1;
	return 0;
}

int reference_make(struct explorer *explorer, char *message, size_t size)
{
	struct exploration *exploration = &explorer->exploration;
	struct reference *reference = &explorer->reference;
	const struct observed *observed = &explorer->workers[0].exchange->observed;
	struct recording again;
	unsigned long dropped = 0;

	for (int i = 0; i < REFERENCE_RUNS; i++) {
		if (run_once(explorer, message, size) == -1)
			return -1;
		if (observed->seconds > exploration->reference_seconds)
			exploration->reference_seconds = observed->seconds;
		if (i > 0 && observed->status != reference->observed.status)
			return give_reason(
				message, size,
				"%.100s: its exit status differs from run to run: there is "
				"nothing to compare with",
				exploration->settings->command[0]);
		if (read_calls(explorer, i == 0 ? &explorer->recording : &again) == -1)
			return give_reason(message, size, "the log: %s", strerror(errno));
		if (i == 0) {
			*reference = (struct reference){*observed, true, true,
							exploration->settings->check != NULL};
			continue;
		}
		compare(reference, observed);
		dropped += explorer->recording.count;
		recording_intersect(&explorer->recording, &again);
		dropped -= explorer->recording.count;
		recording_free(&again);
	}
	exploration->status = WEXITSTATUS(reference->observed.status);
	exploration->calls = explorer->recording.count;
	if (write_notes(explorer, dropped) == -1)
		return give_reason(message, size, "%s", strerror(errno));
	return 0;
}

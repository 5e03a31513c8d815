#include "explore.h"

#include <errno.h>
#include <linux/close_range.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "area.h"
#include "launch.h"
#include "parts.h"
#include "quote.h"

static int make_private(struct explorer *explorer, char *message, size_t size)
{
	const char *parent = getenv("TMPDIR");

	/* Names in it have to fit where paths of sockets do. */
	if (!parent || *parent != '/' || strlen(parent) > 24)
		parent = "/tmp";
	snprintf(explorer->private, sizeof(explorer->private), "%s/fault-explore.XXXXXX", parent);
	if (mkdtemp(explorer->private))
		return 0;
	snprintf(message, size, "%s: %s: set TMPDIR", explorer->private, strerror(errno));
	explorer->private[0] = '\0';
	return -1;
}

/* In namespaces, or without if they are not permitted. */
static int start_first(struct explorer *explorer, const struct settings *settings, char *message,
		       size_t size)
{
	struct worker *worker = &explorer->workers[0];

	if (settings->no_namespaces)
		snprintf(explorer->why_shared, sizeof(explorer->why_shared), "as asked");
	else if (worker_start(worker, settings, false, explorer->private, explorer->why_shared,
			      sizeof(explorer->why_shared)) == 0)
		return 0;
	explorer->is_shared = true;
	return worker_start(worker, settings, true, explorer->private, message, size);
}

static int prepare(struct explorer *explorer, const struct settings *settings, char *message,
		   size_t size)
{
	struct exploration *exploration = &explorer->exploration;

	exploration->settings = settings;
	exploration->backend = settings->backend == BACKEND_NOTIFY ? "notify" : "preload";
	exploration->command = quote_words(NULL, settings->command);
	explorer->workers = calloc(settings->jobs, sizeof(*explorer->workers));
	if (!exploration->command || !explorer->workers) {
		snprintf(message, size, "%s", strerror(errno));
		return -1;
	}
	/* What whoever started us had open is none of the command's. */
	close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
	if (launch_prepare(settings, message, size) == -1 ||
	    make_private(explorer, message, size) == -1 ||
	    start_first(explorer, settings, message, size) == -1)
		return -1;
	explorer->worker_count = 1;
	if (reference_make(explorer, message, size) == -1)
		return -1;
	if (results_begin(explorer) == -1) {
		snprintf(message, size, "%s", strerror(errno));
		return -1;
	}
	return 0;
}

struct exploration *explore_prepare(const struct settings *settings, char *message, size_t size)
{
	struct explorer *explorer = calloc(1, sizeof(*explorer));

	if (!explorer) {
		snprintf(message, size, "%s", strerror(errno));
		return NULL;
	}
	if (prepare(explorer, settings, message, size) == 0)
		return &explorer->exploration;
	explore_free(&explorer->exploration);
	return NULL;
}

struct finding *explore_replay(struct exploration *exploration, const char *id, char *message,
			       size_t size)
{
	struct explorer *explorer = (struct explorer *)exploration;
	char *cause = finding_cause(id);
	struct finding *finding;
	struct task task;

	if (!cause || strlen(id) >= PLAN_SIZE) {
		snprintf(message, size,
			 "%.200s: no id of a finding: it is written "
			 "PROCESS:THREAD:POINT:K=ERROR",
			 id);
		free(cause);
		return NULL;
	}
	free(cause);
	task_new(&task, id);
	if (task_run(explorer, &task, message, size) == -1)
		return NULL;
	finding = finding_copy(task_finding(explorer, &task));
	if (!finding)
		snprintf(message, size, "%s", strerror(errno));
	else if (exploration->settings->minimise && outcome_is_bad(finding->outcome) &&
		 minimise(explorer, finding, message, size) == -1) {
		finding_free(finding);
		finding = NULL;
	}
	return finding;
}

void explore_free(struct exploration *exploration)
{
	struct explorer *explorer = (struct explorer *)exploration;

	if (!explorer)
		return;
	for (unsigned int i = 0; i < explorer->worker_count; i++)
		worker_stop(&explorer->workers[i]);
	if (explorer->is_shared)
		area_clear(explorer->private);
	if (explorer->private[0])
		rmdir(explorer->private);
	for (size_t i = 0; i < exploration->finding_count; i++)
		finding_free(exploration->findings[i]);
	for (size_t i = 0; i < exploration->point_count; i++)
		free((char *)exploration->points[i].point);
	schedule_free(explorer->schedule);
	recording_free(&explorer->recording);
	free(exploration->findings);
	free(exploration->points);
	free(exploration->command);
	free(exploration->oracle);
	free(exploration->notes);
	free(explorer->workers);
	free(explorer);
}

/*
 * The baseline of an exploration: its known findings, so that it fails only for what
 * is new. A text file in the form of atf/baseline.h, with
 *
 *	OUTCOME:CAUSE | reason | link
 *
 * "leak:1:1:posix/ipc/mq/send=ENOMEM | the library's fault | https://..."; the reports
 * show these ids.
 */
#ifndef IPCTS_EXPLORE_BASELINE_H
#define IPCTS_EXPLORE_BASELINE_H

#include <stdio.h>

#include "../../atf/baseline.h"
#include "explore.h"

/* What has become of a line of the baseline. */
enum known_finding_state {
	FINDING_UNTRIED, /* no run of this exploration was about it */
	FINDING_STILL,	 /* it was found again */
	FINDING_FIXED,	 /* its failure was tried, and had other outcomes only */
};

struct known_findings;

/*
 * Reads the baseline at path; NULL: an empty one. Returns NULL with one line in
 * message if it cannot be read, or a line of it can be none of a finding.
 */
struct known_findings *known_findings_read(const char *path, char *message, size_t size);

/* Takes note of a run that was made, or that a journal knew. */
void known_findings_add(struct known_findings *known, const struct finding *run);

/* Whether the baseline lists the finding. */
bool is_known_finding(const struct known_findings *known, const struct finding *finding);

/* How many of the exploration's findings it does not list. */
size_t count_new_findings(const struct known_findings *known,
			  const struct exploration *exploration);

/* How many lines the baseline has, and what has become of the one at index. */
size_t known_findings_count(const struct known_findings *known);
const struct baseline_entry *known_findings_entry(const struct known_findings *known, size_t index,
						  enum known_finding_state *state);

/*
 * Writes the id of a finding, as a baseline lists it: with size 0 only the length is
 * told, as by snprintf().
 */
int finding_print_id(const struct finding *finding, char *text, size_t size);

void known_findings_free(struct known_findings *known);

#endif

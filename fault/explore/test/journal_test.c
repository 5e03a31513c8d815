/* The journal: what an interrupted exploration leaves is what the next one goes on with. */
#include <atf-c.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../journal_identity.h"
#include "report_sample.h"

#define ID "1:1:posix/ipc/mq/send:3=EINTR"
#define OTHER_ID "1.2:3:posix/io/net/accept:1=EMFILE"

static const struct journal_fact facts[] = {{"command", "./a 'b\tc'"}, {"options", ""}};

static struct journal *open_as(const char *path, bool resume, const struct journal_fact *own)
{
	char message[1000] = "";
	struct journal *journal = journal_open(path, resume, own, 2, message, sizeof(message));

	ATF_REQUIRE_MSG(journal, "refused: %s", message);
	return journal;
}

static void expect_refusal(const char *path, bool resume, const struct journal_fact *own,
			   const char *expected)
{
	char message[1000] = "";

	ATF_CHECK(!journal_open(path, resume, own, 2, message, sizeof(message)));
	ATF_CHECK_MSG(strstr(message, expected), "said \"%s\", not %s", message, expected);
	ATF_CHECK_MSG(!strchr(message, '\n'), "more than one line: %s", message);
}

static void add(struct journal *journal, const char *id, enum outcome outcome)
{
	struct finding run = sample_run(id, outcome, "tab\tin it, \\n too", "two\nlines\t\xff\n\\");

	ATF_REQUIRE_EQ(journal_add(journal, &run), 0);
}

static void write_two(const char *path)
{
	struct journal *journal = open_as(path, false, facts);

	add(journal, ID, OUTCOME_LEAK);
	add(journal, OTHER_ID, OUTCOME_CRASH);
	journal_close(journal);
}

static off_t size_of(const char *path)
{
	struct stat status;

	ATF_REQUIRE_EQ(stat(path, &status), 0);
	return status.st_size;
}

static void append_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "a");

	ATF_REQUIRE(file);
	fputs(text, file);
	ATF_REQUIRE_EQ(fclose(file), 0);
}

ATF_TC_WITHOUT_HEAD(what_was_run_is_known);
ATF_TC_BODY(what_was_run_is_known, tc)
{
	struct finding past = {.id = NULL};
	struct journal *journal;

	write_two("journal");
	journal = open_as("journal", true, facts);
	ATF_CHECK_EQ(journal_count(journal), 2);
	ATF_REQUIRE(journal_known(journal, OTHER_ID, &past));
	ATF_CHECK_EQ(past.outcome, OUTCOME_CRASH);
	ATF_CHECK(!past.has_exited && past.is_stable);
	ATF_CHECK_EQ(past.status, 11);
	ATF_CHECK_EQ(past.seconds, 0.125);
	ATF_CHECK_STREQ(past.cause, "1.2:3:posix/io/net/accept=EMFILE");
	ATF_CHECK_STREQ(past.summary, "tab\tin it, \\n too");
	ATF_CHECK_STREQ(past.evidence, "two\nlines\t\xff\n\\");
	ATF_CHECK(strstr(past.replay, OTHER_ID));
	ATF_REQUIRE(journal_known(journal, ID, &past));
	ATF_CHECK_EQ(past.outcome, OUTCOME_LEAK);
	ATF_CHECK(!journal_known(journal, "1:1:posix/ipc/mq/send:4=EINTR", &past));
	journal_close(journal);
}

ATF_TC_WITHOUT_HEAD(all_runs_in_their_order);
ATF_TC_BODY(all_runs_in_their_order, tc)
{
	struct finding run, past;
	struct journal *journal;
	char id[100];
	int i;

	write_two("journal");
	journal = open_as("journal", true, facts);
	for (i = 2; i < 2000; i++) {
		snprintf(id, sizeof(id), "1:1:posix/ipc/sem/op:%d=EAGAIN", i);
		add(journal, id, OUTCOME_HANDLED);
	}
	for (int pass = 0; pass < 2; pass++) {
		journal_rewind(journal);
		for (i = 0; journal_next(journal, &run); i++) {
			snprintf(id, sizeof(id), "1:1:posix/ipc/sem/op:%d=EAGAIN", i);
			ATF_REQUIRE_STREQ(run.id, i == 0 ? ID : i == 1 ? OTHER_ID : id);
			ATF_CHECK(i % 100 || journal_known(journal, ID, &past));
		}
		ATF_CHECK_EQ(i, 2000);
	}
	/* At its end, it still takes a run, and shows it. */
	add(journal, "1:1:posix/ipc/sem/op:1=EINTR", OUTCOME_HANG);
	ATF_REQUIRE(journal_next(journal, &run));
	ATF_CHECK_EQ(run.outcome, OUTCOME_HANG);
	ATF_CHECK(!journal_next(journal, &run));
	journal_close(journal);
}

/* A journal that is cut off after size bytes of text. */
static void write_torn(const char *text, off_t size)
{
	FILE *file = fopen("torn", "w");

	ATF_REQUIRE(file);
	ATF_REQUIRE_EQ(fwrite(text, 1, (size_t)size, file), (size_t)size);
	ATF_REQUIRE_EQ(fclose(file), 0);
}

/* Wherever a crash cut the file, the complete lines count and the rest is gone. */
ATF_TC_WITHOUT_HEAD(a_torn_last_line);
ATF_TC_BODY(a_torn_last_line, tc)
{
	struct journal *journal = open_as("journal", false, facts);
	off_t head = size_of("journal"), one, two;
	struct finding past;
	char text[4096];
	FILE *file;

	add(journal, ID, OUTCOME_LEAK);
	one = size_of("journal");
	add(journal, OTHER_ID, OUTCOME_CRASH);
	two = size_of("journal");
	journal_close(journal);
	file = fopen("journal", "r");
	ATF_REQUIRE(file && fread(text, 1, sizeof(text), file) == (size_t)two);
	fclose(file);
	for (off_t size = 0; size < two; size++) {
		write_torn(text, size);
		journal = open_as("torn", true, facts);
		ATF_REQUIRE_EQ(size_of("torn"), size >= one ? one : head);
		ATF_REQUIRE_EQ(journal_known(journal, ID, &past), size >= one);
		ATF_REQUIRE(!journal_known(journal, OTHER_ID, &past));
		add(journal, OTHER_ID, OUTCOME_HANG);
		journal_close(journal);
		journal = open_as("torn", true, facts);
		ATF_REQUIRE_EQ(journal_count(journal), 1u + (size >= one));
		ATF_REQUIRE(journal_known(journal, OTHER_ID, &past));
		journal_close(journal);
	}
}

ATF_TC_WITHOUT_HEAD(of_another_exploration);
ATF_TC_BODY(of_another_exploration, tc)
{
	static const struct journal_fact other[] = {{"command", "./b"}, {"options", ""}};
	static const struct journal_fact options[] = {{"command", "./a 'b\tc'"},
						      {"options", "'--timeout' '1'"}};
	off_t size;

	write_two("journal");
	size = size_of("journal");
	expect_refusal("journal", true, other, "command is \"./a 'b");
	expect_refusal("journal", true, options, "options");
	ATF_CHECK_EQ(size_of("journal"), size);
}

ATF_TC_WITHOUT_HEAD(what_is_no_journal);
ATF_TC_BODY(what_is_no_journal, tc)
{
	append_text("letter", "Dear reader,\n\tthis is a long enough letter to you.\nYours\n");
	expect_refusal("letter", true, facts, "letter: is not a journal");
	append_text("short", "Dear");
	expect_refusal("short", true, facts, "short: is not a journal");
	ATF_CHECK_EQ(size_of("short"), 4);
	expect_refusal("nowhere/journal", false, facts, "No such file");
	write_two("journal");
	append_text("journal", "what is that?\n");
	expect_refusal("journal", true, facts, "run 3 is damaged");
	write_two("damaged");
	append_text("damaged", "run\t" ID "\tno outcome\n");
	expect_refusal("damaged", true, facts, "run 3 is damaged");
	write_two("longer");
	append_text("longer", "run\t" ID "\tleak\t1\t1\t1\t0\t0.5\t\t\t\tmore\n");
	expect_refusal("longer", true, facts, "run 3 is damaged");
}

ATF_TC_WITHOUT_HEAD(nothing_is_overwritten);
ATF_TC_BODY(nothing_is_overwritten, tc)
{
	write_two("journal");
	expect_refusal("journal", false, facts, "--resume");
}

ATF_TC_WITHOUT_HEAD(two_explorations_at_once);
ATF_TC_BODY(two_explorations_at_once, tc)
{
	struct journal *journal = open_as("journal", false, facts);

	expect_refusal("journal", true, facts, "another exploration");
	journal_close(journal);
	journal_close(open_as("journal", true, facts));
}

/* A line that did not fit is taken back. */
ATF_TC_WITHOUT_HEAD(no_room_for_a_run);
ATF_TC_BODY(no_room_for_a_run, tc)
{
	struct finding run = sample_run(ID, OUTCOME_LEAK, "", "");
	struct rlimit limit = {.rlim_max = RLIM_INFINITY};
	struct journal *journal;
	off_t size;

	write_two("journal");
	size = size_of("journal");
	journal = open_as("journal", true, facts);
	signal(SIGXFSZ, SIG_IGN);
	limit.rlim_cur = (rlim_t)size + 10;
	ATF_REQUIRE_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
	ATF_CHECK_EQ(journal_add(journal, &run), -1);
	ATF_CHECK(errno == EFBIG || errno == ENOSPC);
	ATF_CHECK_EQ(size_of("journal"), size);
	ATF_CHECK_EQ(journal_count(journal), 2);
	journal_close(journal);
}

ATF_TC_WITHOUT_HEAD(one_without_a_name);
ATF_TC_BODY(one_without_a_name, tc)
{
	struct journal *journal = open_as(NULL, false, facts);
	struct finding run;

	add(journal, ID, OUTCOME_LEAK);
	ATF_REQUIRE(journal_next(journal, &run));
	ATF_CHECK_STREQ(run.id, ID);
	journal_close(journal);
}

/* Interrupted before its first run. */
ATF_TC_WITHOUT_HEAD(resumed_without_a_run);
ATF_TC_BODY(resumed_without_a_run, tc)
{
	struct journal *journal;
	struct finding run;

	journal_close(open_as("journal", false, facts));
	journal = open_as("journal", true, facts);
	add(journal, ID, OUTCOME_LEAK);
	ATF_REQUIRE(journal_next(journal, &run));
	ATF_CHECK_STREQ(run.id, ID);
	journal_close(journal);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, what_was_run_is_known);
	ATF_TP_ADD_TC(tp, all_runs_in_their_order);
	ATF_TP_ADD_TC(tp, a_torn_last_line);
	ATF_TP_ADD_TC(tp, of_another_exploration);
	ATF_TP_ADD_TC(tp, what_is_no_journal);
	ATF_TP_ADD_TC(tp, nothing_is_overwritten);
	ATF_TP_ADD_TC(tp, two_explorations_at_once);
	ATF_TP_ADD_TC(tp, no_room_for_a_run);
	ATF_TP_ADD_TC(tp, one_without_a_name);
	ATF_TP_ADD_TC(tp, resumed_without_a_run);
	return atf_no_error();
}

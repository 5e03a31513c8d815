/* summary.tsv, and when compare trusts it. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"
#include "simulate.h"

static const char *fingerprint(const char *summary)
{
	static const char title[] = "\nfingerprint\t";
	const char *line = strstr(summary, title);
	char *copy;

	ATF_REQUIRE(line);
	copy = strdup(line + strlen(title));
	copy[strcspn(copy, "\n")] = '\0';
	ATF_REQUIRE_EQ(strlen(copy), 64);
	return copy;
}

static char *summary_of(const atf_tc_t *tc, const struct sample_case *result)
{
	write_sample("one.db", result);
	return run_report(tc, "--mechanism", "pipe", "--format", "summary", "one.db", NULL).output;
}

ATF_TC_WITHOUT_HEAD(what_it_holds);
ATF_TC_BODY(what_it_holds, tc)
{
	char *summary =
		summary_of(tc, &(struct sample_case){.name = FIRST,
						     .requirements = FIRST,
						     .type = "failed",
						     .reason = "at 1795280016.65",
						     .output = "observation: " FIRST
							       ": a\tb = c\nfact: k = v\n"});

	ATF_CHECK(strstr(summary, "ipcts-summary\t1\n") == summary);
	ATF_CHECK(strstr(summary, "\nshard\tone.db\t"));
	ATF_CHECK(strstr(summary, "\nfact\tk\tv\n"));
	ATF_CHECK(strstr(summary, "\nduration\t" FIRST "\t0.00"));
	ATF_CHECK(strstr(summary, "\nreason\t" FIRST "\tat 1795280016.65\n"));
	ATF_CHECK(strstr(summary, "\nmechanism\tpipe\n"));
	ATF_CHECK(strstr(summary, "\nrequirement\t" FIRST "\tdeviates\tat #\n"));
	ATF_CHECK(strstr(summary, "\nobservation\t" FIRST "\ta\\x09b\tc\n"));
	ATF_CHECK(!strstr(summary, "\nmechanism\tmq\n"));
}

/* Addresses, numbers of seven digits and fractions are another each time; the rest is not. */
ATF_TC_WITHOUT_HEAD(what_is_shortened);
ATF_TC_BODY(what_is_shortened, tc)
{
	char *summary = summary_of(
		tc, &(struct sample_case){
			    .name = FIRST,
			    .requirements = FIRST,
			    .type = "failed",
			    .reason = "0x7ffd0a 0x7FFD0A 0x7ffd0 1234567 123456 1.5 1.x 12. 0x"});

	ATF_CHECK(strstr(summary, "\tdeviates\t# # 0x7ffd0 # 123456 # 1.x 12. 0x\n"));
}

ATF_TC_WITHOUT_HEAD(what_the_fingerprint_is_of);
ATF_TC_BODY(what_the_fingerprint_is_of, tc)
{
	struct sample_case result = {.name = FIRST,
				     .requirements = FIRST,
				     .output = "observation: " FIRST ": a = b\nfact: k = v\n"};
	const char *first = fingerprint(summary_of(tc, &result));
	const char *other;

	result.start = 5000000;
	result.output = "observation: " FIRST ": a = b\nfact: k = another\n";
	ATF_CHECK_STREQ(fingerprint(summary_of(tc, &result)), first);
	result.output = "observation: " FIRST ": a = another\n";
	other = fingerprint(summary_of(tc, &result));
	ATF_CHECK(strcmp(other, first) != 0);
	result.output = "observation: " FIRST ": a = b\n";
	result.type = "failed";
	other = fingerprint(summary_of(tc, &result));
	ATF_CHECK(strcmp(other, first) != 0);
}

static struct run compare(const atf_tc_t *tc, const char *folder)
{
	return run_report(tc, "compare", "--format", "json", folder, NULL);
}

static const char *verdict(const atf_tc_t *tc, const char *folder)
{
	return cell_of(parse_run(compare(tc, folder), 0), FIRST, folder, "verdicts");
}

ATF_TC_WITHOUT_HEAD(databases_are_not_needed);
ATF_TC_BODY(databases_are_not_needed, tc)
{
	write_simple("a", "wrong");
	write_summary(tc, "a");
	ATF_REQUIRE_EQ(unlink("a/results/pipe.db"), 0);
	ATF_REQUIRE_EQ(rmdir("a/results"), 0);
	ATF_CHECK_STREQ(verdict(tc, "a"), "deviates");
}

/* Were the database read, it would be found damaged. */
ATF_TC_WITHOUT_HEAD(it_is_read_instead_of_the_databases);
ATF_TC_BODY(it_is_read_instead_of_the_databases, tc)
{
	struct timespec times[2];
	struct stat status;
	int fd;

	write_simple("a", "wrong");
	write_summary(tc, "a");
	ATF_REQUIRE_EQ(stat("a/results/pipe.db", &status), 0);
	fd = open("a/results/pipe.db", O_WRONLY);
	ATF_REQUIRE_EQ(write(fd, "nothing of the kind", 19), 19);
	times[0] = status.st_atim;
	times[1] = status.st_mtim;
	ATF_REQUIRE_EQ(futimens(fd, times), 0);
	close(fd);
	ATF_CHECK_STREQ(verdict(tc, "a"), "deviates");
}

ATF_TC_WITHOUT_HEAD(one_of_other_databases_is_not_used);
ATF_TC_BODY(one_of_other_databases_is_not_used, tc)
{
	struct run run;

	write_simple("a", "wrong");
	write_summary(tc, "a");
	write_simple("a", NULL); /* as large, but later */
	run = compare(tc, "a");
	ATF_CHECK_EQ(count_lines(run.errors), 1);
	ATF_CHECK_STREQ(cell_of(parse_run(run, 0), FIRST, "a", "verdicts"), "conforms");
	write_summary(tc, "a");
	ATF_CHECK_STREQ(compare(tc, "a").errors, "");
	write_file("a/results/mq.died", "cases/mq/t:mq.c\tpanic\n");
	ATF_CHECK_EQ(count_lines(compare(tc, "a").errors), 1);
}

/* Gives a file the times of another. */
static void copy_times(const char *from, const char *to)
{
	struct timespec times[2];
	struct stat status;

	ATF_REQUIRE_EQ(stat(from, &status), 0);
	times[0] = status.st_atim;
	times[1] = status.st_mtim;
	ATF_REQUIRE_EQ(utimensat(AT_FDCWD, to, times, 0), 0);
}

/* Another number, another name or another size of them. */
ATF_TC_WITHOUT_HEAD(one_of_more_databases_is_not_used);
ATF_TC_BODY(one_of_more_databases_is_not_used, tc)
{
	write_simple("a", NULL);
	ATF_REQUIRE_EQ(rename("a/results/pipe.db", "a/results/mq.db"), 0);
	write_simple("a", NULL);
	write_summary(tc, "a");
	ATF_CHECK_STREQ(compare(tc, "a").errors, "");
	ATF_REQUIRE_EQ(unlink("a/results/pipe.db"), 0);
	ATF_CHECK(strstr(compare(tc, "a").errors, "of other databases"));
	write_summary(tc, "a");
	ATF_CHECK_STREQ(compare(tc, "a").errors, "");
	ATF_REQUIRE_EQ(rename("a/results/mq.db", "a/results/pipe.db"), 0);
	ATF_CHECK(strstr(compare(tc, "a").errors, "of other databases"));
	write_summary(tc, "a");
	ATF_CHECK_STREQ(compare(tc, "a").errors, "");
	ATF_REQUIRE_EQ(truncate("a/results/pipe.db", 1 << 20), 0);
	copy_times("a/summary.tsv", "a/results/pipe.db");
	ATF_CHECK(strstr(compare(tc, "a").errors, "of other databases"));
}

static void damage(const char *from, const char *to)
{
	size_t size;
	char *text = read_whole("a/summary.tsv", &size), *at = strstr(text, from);

	ATF_REQUIRE(at && strlen(from) == strlen(to));
	memcpy(at, to, strlen(to));
	write_file("a/summary.tsv", text);
}

static void expect_refused(const atf_tc_t *tc, const char *complaint)
{
	struct run run = compare(tc, "a");

	ATF_CHECK_EQ(run.status, 2);
	ATF_CHECK_EQ(count_lines(run.errors), 1);
	ATF_CHECK_MSG(strstr(run.errors, complaint), "it said: %s", run.errors);
}

ATF_TC_WITHOUT_HEAD(a_damaged_one);
ATF_TC_BODY(a_damaged_one, tc)
{
	struct run run;

	write_simple("a", NULL);
	write_summary(tc, "a");
	damage("conforms", "deviates");
	run = compare(tc, "a");
	ATF_CHECK(strstr(run.errors, "a/summary.tsv: damaged or cut short"));
	ATF_CHECK_STREQ(cell_of(parse_run(run, 0), FIRST, "a", "verdicts"), "conforms");
	ATF_REQUIRE_EQ(unlink("a/results/pipe.db"), 0);
	expect_refused(tc, "damaged");
	ATF_REQUIRE_EQ(truncate("a/summary.tsv", 50), 0);
	expect_refused(tc, "damaged");
	write_file("a/summary.tsv", "ipcts-summary\t2\n");
	expect_refused(tc, "another version");
	write_file("a/summary.tsv", "");
	expect_refused(tc, "not a summary");
	ATF_REQUIRE_EQ(unlink("a/summary.tsv"), 0);
	ATF_REQUIRE_EQ(mkfifo("a/summary.tsv", 0600), 0);
	expect_refused(tc, "no file");
}

/* 60 machines in three groups, three of them with deviations of their own, one damaged. */
ATF_TC_WITHOUT_HEAD(many_machines);
ATF_TC_BODY(many_machines, tc)
{
	size_t size;
	char *summary, folder[100];
	struct run run;
	json_t *comparison;

	write_simple("a", NULL);
	write_summary(tc, "a");
	summary = read_whole("a/summary.tsv", &size);
	ATF_REQUIRE_EQ(mkdir("fleet", 0700), 0);
	for (unsigned i = 0; i < 60; i++) {
		snprintf(folder, sizeof(folder), "fleet/node-%u", i);
		simulate_machine(folder, i, summary);
	}
	run = compare(tc, "fleet");
	ATF_CHECK_EQ(count_lines(run.errors), SIMULATED_DAMAGED);
	comparison = parse_run(run, 0);
	ATF_CHECK_EQ(json_integer_value(
			     json_object_get(json_object_get(comparison, "counts"), "targets")),
		     60 - SIMULATED_DAMAGED);
	ATF_CHECK_EQ_MSG(length_of(comparison, "targets"), SIMULATED_GROUPS + SIMULATED_DEVIANTS,
			 "%zu", length_of(comparison, "targets"));
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, what_it_holds);
	ATF_TP_ADD_TC(tp, what_is_shortened);
	ATF_TP_ADD_TC(tp, what_the_fingerprint_is_of);
	ATF_TP_ADD_TC(tp, databases_are_not_needed);
	ATF_TP_ADD_TC(tp, it_is_read_instead_of_the_databases);
	ATF_TP_ADD_TC(tp, one_of_other_databases_is_not_used);
	ATF_TP_ADD_TC(tp, one_of_more_databases_is_not_used);
	ATF_TP_ADD_TC(tp, a_damaged_one);
	ATF_TP_ADD_TC(tp, many_machines);
	return atf_no_error();
}

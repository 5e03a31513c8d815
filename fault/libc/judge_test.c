/* What a sweep takes for a deviation: each kind, from a run made up for it. */
#include <atf-c.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../notify/notify.h"
#include "judge.h"

static const struct subject subject = {
	.name = "made_up", .function = "made_up()", .errors = {EMFILE, ENOSPC}};
static const struct subject maker = {
	.name = "maker", .function = "maker()", .errors = {EAGAIN, ENOMEM}};
static const struct holdings usual = {.descriptors = 1, .mapped = 4096, .threads = 1};

/* The kinds found, each with a blank after it; "?" before those that are only observed. */
static char kinds[512];

static void note(const struct deviation *deviation, void *argument)
{
	(void)argument;
	if (deviation->is_observation)
		strcat(kinds, "?");
	strcat(strcat(kinds, deviation->kind), " ");
}

static void expect_of(const struct subject *judged, struct page page, int status, const char *point,
		      int injected, const char *expected, unsigned int count)
{
	struct deviation deviation = {.subject = judged->name, .injected = injected};
	unsigned int counted;

	snprintf(deviation.call.point, sizeof(deviation.call.point), "%s", point);
	*kinds = '\0';
	counted = judge(judged, &page, status, &usual, &deviation, note, NULL);
	ATF_CHECK_MSG(strcmp(kinds, expected) == 0, "\"%s\" instead of \"%s\"", kinds, expected);
	ATF_CHECK_EQ(counted, count);
}

/* All but those with "?" are counted. */
static void expect(struct page page, int status, const char *point, int injected,
		   const char *expected)
{
	unsigned int count = 0;

	for (const char *kind = expected; *kind; kind++)
		count += *kind == ' ';
	for (const char *kind = expected; *kind; kind++)
		count -= *kind == '?';
	expect_of(&subject, page, status, point, injected, expected, count);
}

static struct page complete(void)
{
	return (struct page){.stage = STAGE_COMPLETE, .left = usual};
}

static struct page failed(int error)
{
	struct page page = complete();

	page.has_failed = true;
	page.error = error;
	page.lost = usual;
	return page;
}

ATF_TC_WITHOUT_HEAD(errors);
ATF_TC_BODY(errors, tc)
{
	(void)tc;
	expect(complete(), 0, "a", EIO, "");
	expect(failed(EMFILE), 0, "a", EMFILE, "");
	expect(failed(EIO), 0, "a", EIO, "?further_error ");
	expect(failed(EMFILE), 0, "a", EIO, "");
	expect(failed(EPERM), 0, "a", EIO, "strange_error ");
	expect(failed(EMFILE), 0, "a", ENOSPC, "other_error ");
	expect(failed(EAGAIN), 0, "a", ENOMEM, "?again_for_memory ");
	expect_of(&maker, failed(EAGAIN), 0, "a", ENOMEM, "?again_for_memory ", 0);
	expect_of(&maker, failed(ENOMEM), 0, "a", EAGAIN, "other_error ", 1);
}

ATF_TC_WITHOUT_HEAD(ends);
ATF_TC_BODY(ends, tc)
{
	struct page page = complete();

	(void)tc;
	expect(page, NOTIFY_LATE, "a", EIO, "hangs ");
	expect(page, SIGSEGV, "a", EIO, "crashes ");
	expect(page, 1 << 8, "a", EIO, "crashes ");
	page.stage = STAGE_CALLED;
	expect(page, 0, "a", EIO, "crashes ");
}

ATF_TC_WITHOUT_HEAD(leaks);
ATF_TC_BODY(leaks, tc)
{
	struct page page = failed(EMFILE);

	(void)tc;
	page.lost = (struct holdings){2, 8192, 2, 1, 1, 1};
	expect(page, 0, "a", EMFILE,
	       "leaks_descriptor leaks_mapping leaks_thread leaks_child leaks_name leaks_file ");
	page.lost = (struct holdings){.names = 1, .mapped = 8192};
	expect(page, 0, "syscall/unlink", EMFILE, "leaks_mapping ?unreleased ");
	expect(page, 0, "syscall/munmap", EMFILE, "?unreleased leaks_name ");
	page = failed(EMFILE);
	page.left.threads = 2;
	expect(page, 0, "a", EMFILE, "leaks_thread ");
	page.lost.threads = 2; /* the same one, told once */
	expect(page, 0, "a", EMFILE, "leaks_thread ");
	page = complete();
	page.left.files = 1;
	expect(page, 0, "a", EMFILE, "leaks_file ");
}

ATF_TC_WITHOUT_HEAD(aftermath);
ATF_TC_BODY(aftermath, tc)
{
	struct page page = failed(EMFILE);

	(void)tc;
	page.has_retry_failed = true;
	expect(page, 0, "a", EMFILE, "retry_fails ");
	page = failed(EMFILE);
	page.is_broken = true;
	expect(page, 0, "a", EMFILE, "retry_broken ");
	page = complete();
	page.is_broken = true;
	expect(page, 0, "a", EMFILE, "broken ");
	page = complete();
	page.has_changed_mask = true;
	expect(page, 0, "a", EMFILE, "changes_mask ");
	page = complete();
	page.has_changed_errno = true;
	expect(page, 0, "a", EMFILE, "zeroes_errno ");
}

static void *wait_for(void *semaphore)
{
	while (sem_wait(semaphore) != 0)
		;
	return NULL;
}

/* The oracle: what is counted, one of each. */
ATF_TC_WITHOUT_HEAD(holdings);
ATF_TC_BODY(holdings, tc)
{
	char name[32], file[64];
	struct holdings before, after;
	sem_t semaphore;
	pthread_t thread;
	pid_t child;
	int fd;

	(void)tc;
	snprintf(name, sizeof(name), "/judge-%d", (int)getpid());
	snprintf(file, sizeof(file), "/tmp/judge-%d", (int)getpid());
	sem_init(&semaphore, 0, 0);
	ATF_REQUIRE_EQ(holdings_count(&before), 0);
	fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
	close(open(file, O_WRONLY | O_CREAT | O_EXCL, 0600));
	ATF_REQUIRE(mmap(NULL, 8192, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
	ATF_REQUIRE_EQ(pthread_create(&thread, NULL, wait_for, &semaphore), 0);
	child = fork();
	if (child == 0)
		_exit(0);
	ATF_REQUIRE_EQ(holdings_count(&after), 0);
	shm_unlink(name);
	unlink(file);
	holdings_subtract(&after, &before);
	ATF_REQUIRE_EQ(after.descriptors, 1);
	ATF_REQUIRE_EQ(after.threads, 1);
	ATF_REQUIRE_EQ(after.children, 1);
	ATF_REQUIRE(after.mapped >= 8192);
	ATF_REQUIRE(after.names >= 1); /* others have some, too */
	ATF_REQUIRE(after.files >= 1);
	close(fd);
	sem_post(&semaphore);
	pthread_join(thread, NULL);
	waitpid(child, NULL, 0);
}

ATF_TP_ADD_TCS(tp)
{
	ATF_TP_ADD_TC(tp, errors);
	ATF_TP_ADD_TC(tp, ends);
	ATF_TP_ADD_TC(tp, leaks);
	ATF_TP_ADD_TC(tp, aftermath);
	ATF_TP_ADD_TC(tp, holdings);
	return atf_no_error();
}

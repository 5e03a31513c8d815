/* Fifty ordinary cases: what many at once are made of. */
#include "subject.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <unistd.h>

#define FIVE(n)                                                                 \
	{n "1", 1, NULL}, {n "2", 2, NULL}, {n "3", 3, NULL}, {n "4", 4, NULL}, \
	{                                                                       \
		n "5", 5, NULL                                                  \
	}
static const struct variant fifty[] = {
	FIVE("0"), FIVE("1"), FIVE("2"), FIVE("3"), FIVE("4"),
	FIVE("5"), FIVE("6"), FIVE("7"), FIVE("8"), FIVE("9"),
};

CASE_VARIANTS(fifty, selftest_rule)
{
	const char *name = unique_name();
	int queue = (int)EXPECT_OK(msgget(unique_key(), IPC_CREAT | IPC_EXCL | 0600));
	struct actor *reader;
	int ends[2];

	EXPECT_OK(pipe(ends));
	reader = ACTOR("reader")
	{
		expect_bytes(ends[0], "x", 1);
	}
	own(EXPECT_OK(shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600)));
	expect_blocked_in(reader, CALL_READ);
	write_bytes(own(ends[1]), "x", 1);
	expect_finished(reader);
	EXPECT_OK(shm_unlink(name));
	EXPECT_OK(msgctl(queue, IPC_RMID, NULL));
	close_end(ends[0]);
}

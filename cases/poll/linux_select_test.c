/* What Linux does in select() and pselect() beyond the standard, or against it. */
#include "../pipe/pipe.h"
#include "select.h"

#include <stdio.h>

/* How many descriptors the process's table has room for, now. */
static int table_size(void)
{
	FILE *status = fopen("/proc/self/status", "r");
	char line[256];
	int size = 0;

	SETUP_THAT(status, "/proc/self/status: %s", error_name(errno));
	while (size == 0 && fgets(line, sizeof(line), status))
		sscanf(line, "FDSize: %d", &size);
	fclose(status);
	SETUP_THAT(size > 0, "/proc/self/status does not tell the size of the table");
	return size;
}

CASE_VARIANTS(both_functions, select_linux_bad_fd_above_table)
{
	int ready = open_pipe().write_end;
	int size = table_size();
	fd_set readable = set_of(size);
	fd_set writable = set_of(ready);
	int fd;

	SETUP_THAT(size < FD_SETSIZE, "the table is as large as a set: %d", size);
	for (fd = size; fd < FD_SETSIZE; fd++)
		FD_SET(fd, &readable);
	EXPECT_EQ(1, select_or_pselect(FD_SETSIZE, &readable, &writable, NULL, NULL));
	expect_only(ready, &writable);
}

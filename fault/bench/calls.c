/*
 * Makes one cheap system call again and again, and prints what one takes: the
 * nanoseconds per call of the fastest of many batches, so that what else the
 * machine does matters little.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static double nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

int main(int argc, char *argv[])
{
	long batches = argc == 3 ? strtol(argv[1], NULL, 10) : 0;
	long size = argc == 3 ? strtol(argv[2], NULL, 10) : 0;
	double fastest = 1e18;

	if (batches < 1 || size < 1) {
		fputs("Usage: calls BATCHES CALLS_PER_BATCH\n", stderr);
		return 2;
	}
	for (long batch = 0; batch < batches; batch++) {
		double begin = nanoseconds(), taken;

		for (long i = 0; i < size; i++)
			syscall(SYS_getppid);
		taken = (nanoseconds() - begin) / (double)size;
		if (taken < fastest)
			fastest = taken;
	}
	printf("%.1f\n", fastest);
	return 0;
}

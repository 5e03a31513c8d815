/*
 * id: glibc_sem_open_name
 * what: sem_open(O_CREAT | O_EXCL) fails, with ENOMEM, and leaves the semaphore behind: the
 *	name exists, and the next sem_open(O_CREAT | O_EXCL) fails with EEXIST.
 * trigger: defect; natural trigger: no memory left (RLIMIT_DATA), but a file can be mapped
 * versions: glibc 2.36 (Debian 12)
 * replay: fault-libc sem_open_create 1:1:syscall/newfstatat:2=ENOMEM
 *
 * Exit status: 1 if it is so, 0 if not, 2 if it could not be tried.
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* What there is, in a list, whose pieces are as small as they get. */
static void use_up_memory(void)
{
	static void **list;

	for (size_t size = 65536; size >= 16; size /= 2) {
		void **piece;

		while ((piece = malloc(size))) {
			*piece = list;
			list = piece;
		}
	}
}

int main(void)
{
	struct rlimit little = {4096, RLIM_INFINITY};
	char name[32];
	sem_t *semaphore;
	int error;

	snprintf(name, sizeof(name), "/finding-%d", (int)getpid());
	setvbuf(stdout, NULL, _IONBF, 0);
	setrlimit(RLIMIT_DATA, &little);
	use_up_memory();
	semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 1);
	error = errno;
	if (semaphore != SEM_FAILED || error != ENOMEM) {
		sem_unlink(name);
		printf("not tried: sem_open() found enough memory\n");
		return 2;
	}
	if (sem_unlink(name) != 0)
		return 0;
	printf("sem_open() failed with ENOMEM, but the name was there\n");
	return 1;
}

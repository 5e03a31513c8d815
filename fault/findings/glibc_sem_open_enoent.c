/*
 * id: glibc_sem_open_enoent
 * what: sem_open(O_CREAT) fails with ENOENT, which says that there is no such semaphore,
 *	when the look for a free temporary name fails for another reason.
 * trigger: injected only
 * versions: glibc 2.36 (Debian 12)
 * replay: fault-libc sem_open_create 1:1:syscall/newfstatat:1=EACCES
 *
 * Exit status: 1 if it is so, 0 if not, 2 if it could not be tried.
 */
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

/* Under fault-syscall -p 1:1:syscall/newfstatat:1=EACCES -i newfstatat:path=/dev/shm/ */
int main(void)
{
	char name[32];

	snprintf(name, sizeof(name), "/finding-%d", (int)getpid());
	if (sem_open(name, O_CREAT | O_EXCL, 0600, 1) != SEM_FAILED) {
		sem_unlink(name);
		return 0;
	}
	if (errno != ENOENT)
		return 0;
	printf("sem_open(O_CREAT) failed with ENOENT\n");
	return 1;
}

/*
 * id: glibc_popen_enomem
 * what: popen() fails with ENOMEM whatever prevented it from starting the shell, also where
 *	fork() or exec has a documented error for it (EAGAIN, EMFILE, ENFILE).
 * trigger: defect; natural trigger: no further process allowed (RLIMIT_NPROC)
 * versions: glibc 2.36 (Debian 12)
 * replay: fault-libc popen_read 1:1:syscall/clone3:1=EAGAIN
 *
 * Exit status: 1 if it is so, 0 if not, 2 if it could not be tried.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

enum { NOBODY = 65534 };

int main(void)
{
	struct rlimit none = {0, 0};

	/* Root is not limited. */
	if (geteuid() == 0 && setresuid(NOBODY, NOBODY, NOBODY) != 0)
		return 2;
	setrlimit(RLIMIT_NPROC, &none);
	errno = 0;
	if (popen("true", "r") || errno == EAGAIN)
		return 0;
	perror("popen() without a process to be had");
	return 1;
}

/*
 * id: glibc_getaddrinfo_errno
 * what: getaddrinfo() that looks a name up sets errno to 0, which no function does
 *	(XSH 2.3: "No function in this volume shall set errno to 0").
 * trigger: defect; natural trigger: any name that a file of names has
 * versions: glibc 2.36 (Debian 12)
 * replay: fault-libc getaddrinfo_name
 *
 * Exit status: 1 if it is so, 0 if not, 2 if it could not be tried.
 */
#include <errno.h>
#include <netdb.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>

int main(void)
{
	struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
	struct addrinfo *addresses;

	errno = EXDEV;
	if (getaddrinfo("localhost", "80", &hints, &addresses) != 0 || errno != 0)
		return 0;
	printf("getaddrinfo() set errno to 0\n");
	return 1;
}

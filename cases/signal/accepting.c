#include "accepting.h"

int accept_signal(long function, const sigset_t *set)
{
	struct timespec limit = {.tv_sec = 600};
	int number;

	switch (function) {
	case 0:
		errno = sigwait(set, &number);
		return errno ? -1 : number;
	case 1:
		return sigwaitinfo(set, NULL);
	default:
		return sigtimedwait(set, NULL, &limit);
	}
}

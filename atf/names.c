#include "names.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>

struct name {
	int number;
	const char *name;
};

#define NAME(symbol)            \
	{                       \
		symbol, #symbol \
	}

/* Of two names for one number, the first is used: so EAGAIN, not EWOULDBLOCK. */
static const struct name errors[] = {
	{0, "no error"},
	NAME(E2BIG),
	NAME(EACCES),
	NAME(EADDRINUSE),
	NAME(EADDRNOTAVAIL),
	NAME(EAFNOSUPPORT),
	NAME(EAGAIN),
	NAME(EALREADY),
	NAME(EBADF),
	NAME(EBADMSG),
	NAME(EBUSY),
	NAME(ECANCELED),
	NAME(ECHILD),
	NAME(ECONNABORTED),
	NAME(ECONNREFUSED),
	NAME(ECONNRESET),
	NAME(EDEADLK),
	NAME(EDESTADDRREQ),
	NAME(EDOM),
	NAME(EDQUOT),
	NAME(EEXIST),
	NAME(EFAULT),
	NAME(EFBIG),
	NAME(EHOSTUNREACH),
	NAME(EIDRM),
	NAME(EILSEQ),
	NAME(EINPROGRESS),
	NAME(EINTR),
	NAME(EINVAL),
	NAME(EIO),
	NAME(EISCONN),
	NAME(EISDIR),
	NAME(ELOOP),
	NAME(EMFILE),
	NAME(EMLINK),
	NAME(EMSGSIZE),
	NAME(ENAMETOOLONG),
	NAME(ENETDOWN),
	NAME(ENETRESET),
	NAME(ENETUNREACH),
	NAME(ENFILE),
	NAME(ENOBUFS),
	NAME(ENODEV),
	NAME(ENOENT),
	NAME(ENOEXEC),
	NAME(ENOLCK),
	NAME(ENOMEM),
	NAME(ENOMSG),
	NAME(ENOPROTOOPT),
	NAME(ENOSPC),
	NAME(ENOSYS),
	NAME(ENOTCONN),
	NAME(ENOTDIR),
	NAME(ENOTEMPTY),
	NAME(ENOTRECOVERABLE),
	NAME(ENOTSOCK),
	NAME(ENOTSUP),
	NAME(EOPNOTSUPP),
	NAME(ENOTTY),
	NAME(ENXIO),
	NAME(EOVERFLOW),
	NAME(EOWNERDEAD),
	NAME(EPERM),
	NAME(EPIPE),
	NAME(EPROTO),
	NAME(EPROTONOSUPPORT),
	NAME(EPROTOTYPE),
	NAME(ERANGE),
	NAME(EROFS),
#ifdef ESOCKTNOSUPPORT
	NAME(ESOCKTNOSUPPORT),
#endif
	NAME(ESPIPE),
	NAME(ESRCH),
	NAME(ESTALE),
	NAME(ETIMEDOUT),
	NAME(ETXTBSY),
	NAME(EXDEV),
};

static const struct name signals[] = {
	NAME(SIGABRT), NAME(SIGALRM), NAME(SIGBUS),  NAME(SIGCHLD), NAME(SIGCONT),  NAME(SIGFPE),
	NAME(SIGHUP),  NAME(SIGILL),  NAME(SIGINT),  NAME(SIGKILL), NAME(SIGPIPE),  NAME(SIGQUIT),
	NAME(SIGSEGV), NAME(SIGSTOP), NAME(SIGSYS),  NAME(SIGTERM), NAME(SIGTRAP),  NAME(SIGTSTP),
	NAME(SIGTTIN), NAME(SIGTTOU), NAME(SIGURG),  NAME(SIGUSR1), NAME(SIGUSR2),  NAME(SIGVTALRM),
	NAME(SIGXCPU), NAME(SIGXFSZ), NAME(SIGPROF), NAME(SIGIO),   NAME(SIGWINCH),
};

static const char *find(const struct name *names, size_t count, int number, const char *unknown)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (names[i].number == number)
			return names[i].name;
	return unknown;
}

const char *error_name(int error)
{
	return find(errors, sizeof(errors) / sizeof(errors[0]), error, "an unknown error");
}

const char *signal_name(int number)
{
	return find(signals, sizeof(signals) / sizeof(signals[0]), number, "a real-time signal");
}

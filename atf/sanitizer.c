#include "sanitizer.h"

#include "check.h"
#include "verdict.h"

#if IPCTS_SANITIZED
#include <pthread.h>
#include <sanitizer/asan_interface.h>

/*
 * The sanitizer reads its options here. A case may raise any signal, and have a stack of its
 * own for them. Processes are ended in the midst of their work, so that leaks mean nothing.
 * An error is to be a signal, which no exit status can be taken for.
 */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0:abort_on_error=1:disable_coredump=0:allocator_may_return_null=1:"
	       "use_sigaltstack=0:handle_segv=0:handle_sigbus=0:handle_abort=0:handle_sigill=0:"
	       "handle_sigfpe=0";
}

void forget_stack(void)
{
	pthread_attr_t attributes;
	void *lowest;
	size_t size;

	SETUP_RETURNS_0(pthread_getattr_np(pthread_self(), &attributes));
	SETUP_RETURNS_0(pthread_attr_getstack(&attributes, &lowest, &size));
	pthread_attr_destroy(&attributes);
	__asan_unpoison_memory_region(lowest, size);
}
#else
void forget_stack(void)
{
}
#endif

void skip_if_sanitized(const char *because)
{
	if (IPCTS_SANITIZED)
		skip_unsupported("made with AddressSanitizer: %s", because);
}

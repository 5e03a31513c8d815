/* The making of threads: each is told its number. */
#define FIU_ENABLE

#include <dlfcn.h>
#include <errno.h>
#include <fiu.h>
#include <stdlib.h>

#include "effects.h"
#include "identity.h"

struct beginning {
	void *(*start)(void *);
	void *argument;
	unsigned int number; /* 0: libfiu's own thread */
};

static void *begin(void *argument)
{
	struct beginning beginning = *(struct beginning *)argument;

	free(argument);
	if (beginning.number == 0)
		stay_inside();
	be_thread(beginning.number);
	return beginning.start(beginning.argument);
}

/* libfiu has a thread for its remote control, which is none of the program's. */
static bool is_of_libfiu(void *(*start)(void *))
{
	Dl_info of_start, of_libfiu;

	return dladdr(*(void **)&start, &of_start) != 0 &&
	       dladdr((void *)(intptr_t)fiu_fail, &of_libfiu) != 0 &&
	       of_start.dli_fbase == of_libfiu.dli_fbase;
}

/* The program's signals are not handled there. */
static int create_for_libfiu(pthread_t *thread, const pthread_attr_t *attributes,
			     struct beginning *beginning)
{
	struct inside inside;
	int error;

	beginning->number = 0;
	enter_alone(&inside);
	error = real_pthread_create(thread, attributes, begin, beginning);
	leave_alone(&inside);
	return error;
}

static int create(pthread_t *thread, const pthread_attr_t *attributes, struct beginning *beginning)
{
	const unsigned int number = begin_thread();
	int error;

	beginning->number = number;
	error = real_pthread_create(thread, attributes, begin, beginning);
	end_thread(number, error == 0);
	return error;
}

EXPORTED int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
			    void *(*start)(void *), void *argument)
{
	bool for_libfiu = is_of_libfiu(start);
	struct beginning *beginning;
	int error;

	RESOLVE(pthread_create);
	if (!for_libfiu && ARMED_PLAIN(pthread_create)) {
		EFFECT_PLAIN(int, pthread_create, 0, FAIL_NUMBER)
	}
	beginning = malloc(sizeof(*beginning));
	if (!beginning)
		return EAGAIN;
	*beginning = (struct beginning){start, argument, 0};
	error = (for_libfiu ? create_for_libfiu : create)(thread, attributes, beginning);
	if (error)
		free(beginning);
	return error;
}

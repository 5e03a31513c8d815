/* What <semaphore.h>, <limits.h> and sysconf() say of semaphores. */
#include <semaphore.h>

/* Before anything else could have defined them. */
#if defined(O_CREAT) && defined(O_EXCL)
enum { SEMAPHORE_H_HAS_FLAGS = 1 };
#else
enum { SEMAPHORE_H_HAS_FLAGS = 0 };
#endif

#include "named.h"

#include <limits.h>
#include <unistd.h>

/* <limits.h> leaves out what is not the same everywhere. */
#ifdef SEM_VALUE_MAX
static const long long value_max_macro = SEM_VALUE_MAX;
#else
static const long long value_max_macro = -1;
#endif
#ifdef SEM_NSEMS_MAX
static const long long nsems_max_macro = SEM_NSEMS_MAX;
#else
static const long long nsems_max_macro = -1;
#endif

enum { VALUE_LEAST = 32767, SEMAPHORES_LEAST = 256 };

/* A constant: it can be an initial value. */
static sem_t *const failed = SEM_FAILED;

CASE(sem_header_sem_failed)
{
	EXPECT(_Generic(SEM_FAILED, sem_t * : true, default : false));
	EXPECT(sem_open(unique_name(), 0) == failed);
	EXPECT(sem_open(unique_name(), O_CREAT, 0600, UINT_MAX) == failed);
}

CASE(sem_header_creat_visible)
{
	enum { ISSUE_8 = 202405 };

	if (!SEMAPHORE_H_HAS_FLAGS && sysconf(_SC_VERSION) < ISSUE_8)
		skip_unsupported("the system conforms to an earlier issue of the standard");
	EXPECT_THAT(SEMAPHORE_H_HAS_FLAGS, "<semaphore.h> does not define O_CREAT and O_EXCL");
}

CASE(sem_limit_value_max_min)
{
	long limit = sysconf(_SC_SEM_VALUE_MAX);

	EXPECT(value_max_macro == -1 || value_max_macro >= VALUE_LEAST);
	EXPECT(limit == -1 || limit >= VALUE_LEAST);
	EXPECT(limit == -1 || limit >= value_max_macro);
}

CASE(sem_limit_nsems_max_min)
{
	static sem_t semaphores[SEMAPHORES_LEAST];
	long limit = sysconf(_SC_SEM_NSEMS_MAX);
	int i;

	EXPECT(nsems_max_macro == -1 || nsems_max_macro >= SEMAPHORES_LEAST);
	EXPECT(limit == -1 || limit >= SEMAPHORES_LEAST);
	EXPECT(limit == -1 || limit >= nsems_max_macro);
	for (i = 0; i < SEMAPHORES_LEAST; i++)
		EXPECT_OK(sem_init(&semaphores[i], 0, 1));
	for (i = 0; i < SEMAPHORES_LEAST; i++) {
		EXPECT_OK(sem_wait(&semaphores[i]));
		SETUP(sem_destroy(&semaphores[i]));
	}
}

CASE(sem_limit_sysconf_option)
{
	EXPECT(sysconf(_SC_SEMAPHORES) > 0);
}

/* What starts threads: notifications, timers, pthread_create(). */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <time.h>

#include "subject.h"

/* The places of names are private to a sweep. */
static const char name[] = "/subject";

/* The other side of a notification, and how long it may take. */
static sem_t arrived;

enum { SECONDS_TO_ARRIVE = 2 };

static void note_arrival(union sigval value)
{
	(void)value;
	sem_post(&arrived);
}

static bool has_arrived(void)
{
	struct timespec end;

	clock_gettime(CLOCK_REALTIME, &end);
	end.tv_sec += SECONDS_TO_ARRIVE;
	while (sem_timedwait(&arrived, &end) != 0) {
		if (errno != EINTR)
			return false;
	}
	return true;
}

static mqd_t queue;

static void prepare_notification(void)
{
	queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, NULL);
	sem_init(&arrived, 0, 0);
}

static int notify_by_thread(void)
{
	struct sigevent event = {.sigev_notify = SIGEV_THREAD};

	event.sigev_notify_function = note_arrival;
	return mq_notify(queue, &event) == 0 ? 0 : failure();
}

static bool notification_works(void)
{
	char message[8192];

	return mq_send(queue, "a", 1, 0) == 0 && has_arrived() &&
	       mq_receive(queue, message, sizeof(message), NULL) == 1;
}

static void end_notification(void)
{
	mq_notify(queue, NULL);
}

static timer_t timer;

static void prepare_timer(void)
{
	sem_init(&arrived, 0, 0);
}

static int make_timer(void)
{
	struct sigevent event = {.sigev_notify = SIGEV_THREAD};

	event.sigev_notify_function = note_arrival;
	return timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 ? 0 : failure();
}

static bool timer_works(void)
{
	struct itimerspec soon = {.it_value = {0, 1}};

	return timer_settime(timer, 0, &soon, NULL) == 0 && has_arrived();
}

static void remove_timer(void)
{
	timer_delete(timer);
}

static pthread_t thread;

static void *arrive(void *argument)
{
	sem_post(argument);
	return NULL;
}

static int make_thread(void)
{
	return pthread_create(&thread, NULL, arrive, &arrived);
}

static void join_thread(void)
{
	pthread_join(thread, NULL);
}

static int make_real_time_thread(void)
{
	struct sched_param parameter = {.sched_priority = 0};
	pthread_attr_t attributes;
	int error;

	pthread_attr_init(&attributes);
	pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
	pthread_attr_setschedpolicy(&attributes, SCHED_OTHER);
	pthread_attr_setschedparam(&attributes, &parameter);
	pthread_attr_setguardsize(&attributes, 65536);
	error = pthread_create(&thread, &attributes, arrive, &arrived);
	pthread_attr_destroy(&attributes);
	return error;
}

const struct subject thread_subjects[] = {{"mq_notify_thread",
					   "mq_notify()",
					   prepare_notification,
					   notify_by_thread,
					   notification_works,
					   end_notification,
					   false,
					   {EBADF, EBUSY, EINVAL, ENOMEM}},
					  {"timer_create_thread",
					   "timer_create()",
					   prepare_timer,
					   make_timer,
					   timer_works,
					   remove_timer,
					   false,
					   {EAGAIN, EINVAL, ENOMEM, ENOTSUP}},
					  {"pthread_create",
					   "pthread_create()",
					   prepare_timer,
					   make_thread,
					   has_arrived,
					   join_thread,
					   false,
					   {EAGAIN, EINVAL, EPERM}},
					  {"pthread_create_scheduled",
					   "pthread_create()",
					   prepare_timer,
					   make_real_time_thread,
					   has_arrived,
					   join_thread,
					   false,
					   {EAGAIN, EINVAL, EPERM}},
					  {.name = NULL}};

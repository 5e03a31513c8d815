/*
 * What a failure point costs that nobody asked for: a call through the preload
 * library, against the same call of the C library itself, in one thread and in
 * four at once. It is run by fault/bench/run, with and without remote control.
 *
 * Times are the processor's, of each thread, so that threads that share one do not
 * count each other's; the median of many rounds that alternate.
 */
#include <dlfcn.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 21, CALLS = 20000, MAX_THREADS = 4 };

/* The functions: two that need no system call, two that fail in the shortest one. */
static int (*call_getvalue)(sem_t *, int *);
static int (*call_trywait)(sem_t *);
static int (*call_close)(int);
static ssize_t (*call_send)(int, const void *, size_t, int);

static void run_getvalue(void)
{
	sem_t semaphore;
	int i, value;

	sem_init(&semaphore, 0, 1);
	for (i = 0; i < CALLS; i++)
		call_getvalue(&semaphore, &value);
}

static void run_trywait(void)
{
	sem_t semaphore;
	int i;

	sem_init(&semaphore, 0, CALLS);
	for (i = 0; i < CALLS; i++)
		call_trywait(&semaphore);
}

static void run_close(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		call_close(-1);
}

static void run_send(void)
{
	int i;

	for (i = 0; i < CALLS; i++)
		call_send(-1, "", 1, 0);
}

static const struct subject {
	const char *name;
	void *function; /* the variable above */
	void (*run)(void);
} subjects[] = {
	{"sem_getvalue", &call_getvalue, run_getvalue},
	{"sem_trywait", &call_trywait, run_trywait},
	{"close", &call_close, run_close},
	{"send", &call_send, run_send},
};

/* One thread's measurement. */
struct measurement {
	const struct subject *subject;
	pthread_barrier_t *begin;
	double time; /* nanoseconds a call */
};

static void *measure(void *argument)
{
	struct measurement *m = argument;
	struct timespec begin, end;

	pthread_barrier_wait(m->begin);
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
	m->subject->run();
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
	m->time = ((double)(end.tv_sec - begin.tv_sec) * 1e9 +
		   (double)(end.tv_nsec - begin.tv_nsec)) /
		  CALLS;
	return NULL;
}

/* The mean over the threads of one round. */
static double measure_threads(const struct subject *subject, int count)
{
	struct measurement m[MAX_THREADS];
	pthread_t threads[MAX_THREADS];
	pthread_barrier_t begin;
	double sum = 0;
	int i;

	pthread_barrier_init(&begin, NULL, (unsigned int)count);
	for (i = 0; i < count; i++) {
		m[i] = (struct measurement){subject, &begin, 0};
		if (pthread_create(&threads[i], NULL, measure, &m[i]) != 0) {
			fprintf(stderr, "point_cost: cannot start a thread\n");
			exit(2);
		}
	}
	for (i = 0; i < count; i++) {
		pthread_join(threads[i], NULL);
		sum += m[i].time;
	}
	pthread_barrier_destroy(&begin);
	return sum / count;
}

static int compare(const void *a, const void *b)
{
	return (*(const double *)a > *(const double *)b) -
	       (*(const double *)a < *(const double *)b);
}

/* plain[0] and wrapped[0] with one thread, [1] with four. */
static void measure_subject(const struct subject *subject, void *library, double plain[2],
			    double wrapped[2])
{
	static double times[2][2][ROUNDS];
	void *functions[2] = {dlsym(library, subject->name), dlsym(RTLD_DEFAULT, subject->name)};
	int round, many, which;

	for (round = 0; round < ROUNDS; round++) {
		for (many = 0; many < 2; many++) {
			for (which = 0; which < 2; which++) {
				memcpy(subject->function, &functions[which], sizeof(void *));
				times[many][which][round] =
					measure_threads(subject, many ? MAX_THREADS : 1);
			}
		}
	}
	for (many = 0; many < 2; many++) {
		for (which = 0; which < 2; which++)
			qsort(times[many][which], ROUNDS, sizeof(double), compare);
		plain[many] = times[many][0][ROUNDS / 2];
		wrapped[many] = times[many][1][ROUNDS / 2];
	}
}

/* One line a function: name, plain and wrapped with one thread, the same with four. */
int main(void)
{
	void *library = dlopen("libc.so.6", RTLD_NOW | RTLD_NOLOAD);
	size_t i;

	if (!library) {
		fprintf(stderr, "point_cost: %s\n", dlerror());
		return 2;
	}
	for (i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++) {
		double plain[2], wrapped[2];

		measure_subject(&subjects[i], library, plain, wrapped);
		printf("%s %.1f %.1f %.1f %.1f\n", subjects[i].name, plain[0], wrapped[0], plain[1],
		       wrapped[1]);
	}
	return 0;
}

/* Named objects, and keys. */
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "subject.h"

/* The places of names are private to a sweep. */
static const char name[] = "/subject";

static int fd = -1;

static int make_shm(void)
{
	fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
	return fd < 0 ? failure() : 0;
}

static int open_shm(void)
{
	fd = shm_open(name, O_RDWR, 0);
	return fd < 0 ? failure() : 0;
}

static bool shm_works(void)
{
	return ftruncate(fd, 1) == 0;
}

static void prepare_shm(void)
{
	close(shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600));
}

static void close_shm(void)
{
	close(fd);
}

static void remove_shm(void)
{
	close(fd);
	shm_unlink(name);
}

static int unlink_shm(void)
{
	return shm_unlink(name) == 0 ? 0 : failure();
}

static sem_t *semaphore;

static int make_semaphore(void)
{
	semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 1);
	return semaphore == SEM_FAILED ? failure() : 0;
}

static int open_semaphore(void)
{
	semaphore = sem_open(name, 0);
	return semaphore == SEM_FAILED ? failure() : 0;
}

static bool semaphore_works(void)
{
	return sem_trywait(semaphore) == 0 && sem_post(semaphore) == 0;
}

static void prepare_semaphore(void)
{
	sem_close(sem_open(name, O_CREAT | O_EXCL, 0600, 1));
}

static void prepare_open_semaphore(void)
{
	semaphore = sem_open(name, O_CREAT | O_EXCL, 0600, 1);
}

static void close_semaphore(void)
{
	sem_close(semaphore);
}

static void remove_semaphore(void)
{
	sem_close(semaphore);
	sem_unlink(name);
}

static int call_sem_close(void)
{
	return sem_close(semaphore) == 0 ? 0 : failure();
}

static int unlink_semaphore(void)
{
	return sem_unlink(name) == 0 ? 0 : failure();
}

static mqd_t queue;

static int make_queue(void)
{
	queue = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, NULL);
	return queue == (mqd_t)-1 ? failure() : 0;
}

static bool queue_works(void)
{
	char message[8192];

	return mq_send(queue, "a", 1, 0) == 0 &&
	       mq_receive(queue, message, sizeof(message), NULL) == 1;
}

static void prepare_queue(void)
{
	make_queue();
}

static void remove_queue(void)
{
	mq_close(queue);
	mq_unlink(name);
}

static int unlink_queue(void)
{
	return mq_unlink(name) == 0 ? 0 : failure();
}

static int make_key(void)
{
	return ftok("/", 'a') == (key_t)-1 ? failure() : 0;
}

#define OPEN_ERRORS EACCES, EINTR, EMFILE, ENFILE, ENAMETOOLONG, EINVAL

const struct subject ipc_subjects[] = {
	{"shm_open_create",
	 "shm_open()",
	 NULL,
	 make_shm,
	 shm_works,
	 remove_shm,
	 false,
	 {OPEN_ERRORS, EEXIST, ENOSPC, ENOMEM}},
	{"shm_open",
	 "shm_open()",
	 prepare_shm,
	 open_shm,
	 shm_works,
	 close_shm,
	 false,
	 {OPEN_ERRORS, ENOENT, ENOMEM}},
	{"shm_unlink",
	 "shm_unlink()",
	 prepare_shm,
	 unlink_shm,
	 NULL,
	 NULL,
	 false,
	 {EACCES, ENAMETOOLONG, ENOENT}},
	{"sem_open_create",
	 "sem_open()",
	 NULL,
	 make_semaphore,
	 semaphore_works,
	 remove_semaphore,
	 false,
	 {OPEN_ERRORS, EEXIST, ENOSPC, ENOMEM}},
	{"sem_open",
	 "sem_open()",
	 prepare_semaphore,
	 open_semaphore,
	 semaphore_works,
	 close_semaphore,
	 false,
	 {OPEN_ERRORS, ENOENT, ENOMEM}},
	{"sem_close",
	 "sem_close()",
	 prepare_open_semaphore,
	 call_sem_close,
	 NULL,
	 NULL,
	 true,
	 {EINVAL}},
	{"sem_unlink",
	 "sem_unlink()",
	 prepare_semaphore,
	 unlink_semaphore,
	 NULL,
	 NULL,
	 false,
	 {EACCES, ENAMETOOLONG, ENOENT}},
	{"mq_open_create",
	 "mq_open()",
	 NULL,
	 make_queue,
	 queue_works,
	 remove_queue,
	 false,
	 {OPEN_ERRORS, EEXIST, ENOSPC, ENOMEM, ENOENT}},
	{"mq_unlink",
	 "mq_unlink()",
	 prepare_queue,
	 unlink_queue,
	 NULL,
	 NULL,
	 false,
	 {EACCES, ENAMETOOLONG, ENOENT, EINTR}},
	{"ftok",
	 "ftok()",
	 NULL,
	 make_key,
	 NULL,
	 NULL,
	 false,
	 {EACCES, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, EBADF, EFAULT, ENOMEM, EOVERFLOW, EIO}},
	{.name = NULL}};

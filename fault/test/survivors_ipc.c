/* Programs of message queues, shared memory, semaphores, locks and signals. */
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>

#include "survivors.h"

static const char *own_name(void)
{
	static char name[40];

	snprintf(name, sizeof(name), "/ipcts-fault-%ld", (long)getpid());
	return name;
}

static int use_mailbox(void)
{
	struct mq_attr attributes = {.mq_maxmsg = 2, .mq_msgsize = 8};
	struct timespec long_ago = {0, 0};
	int error = 0;
	char text[8];
	mqd_t queue;

	queue = mq_open(own_name(), O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
	if (queue == (mqd_t)-1)
		return errno;
	STEP(mq_send(queue, "a", 1, 0));
	STEP(mq_send(queue, "b", 1, 0));
	STEP(mq_receive(queue, text, sizeof(text), NULL));
	STEP(mq_timedreceive(queue, text, sizeof(text), NULL, &long_ago));
end:
	if (mq_unlink(own_name()) == -1 && !error) {
		error = errno;
		mq_unlink(own_name());
	}
	mq_close(queue);
	return error;
}

static int map_object(void)
{
	size_t size = (size_t)sysconf(_SC_PAGESIZE);
	int fd = -1, error = 0;
	void *memory;

	STEP(fd = shm_open(own_name(), O_RDWR | O_CREAT | O_EXCL, 0600));
	STEP(ftruncate(fd, (off_t)size));
	memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (memory == MAP_FAILED) {
		error = errno;
		goto end;
	}
	if (mprotect(memory, size, PROT_READ) == -1)
		error = errno;
	munmap(memory, size);
end:
	if (fd != -1)
		shm_unlink(own_name());
	return close_all(&fd, 1, error);
}

static int use_semaphores(void)
{
	sem_t *named, unnamed;
	int error = 0;

	STEP(sem_init(&unnamed, 0, 1));
	sem_destroy(&unnamed);
	named = sem_open(own_name(), O_CREAT | O_EXCL, 0600, 1);
	if (named == SEM_FAILED)
		return errno;
	sem_unlink(own_name());
	STEP(sem_close(named));
end:
	return error;
}

static int lock_mutex(void)
{
	struct timespec later = {.tv_sec = time(NULL) + 60};
	pthread_mutex_t mutex;
	int error;

	STEP_NUMBER(pthread_mutex_init(&mutex, NULL));
	error = pthread_mutex_lock(&mutex);
	if (!error)
		pthread_mutex_unlock(&mutex);
	if (!error && !(error = pthread_mutex_trylock(&mutex)))
		pthread_mutex_unlock(&mutex);
	if (!error && !(error = pthread_mutex_timedlock(&mutex, &later)))
		pthread_mutex_unlock(&mutex);
	pthread_mutex_destroy(&mutex);
end:
	return error;
}

static int lock_for_reading(void)
{
	struct timespec later = {.tv_sec = time(NULL) + 60};
	pthread_rwlock_t lock;
	int error;

	STEP_NUMBER(pthread_rwlock_init(&lock, NULL));
	error = pthread_rwlock_rdlock(&lock);
	if (!error)
		pthread_rwlock_unlock(&lock);
	if (!error && !(error = pthread_rwlock_tryrdlock(&lock)))
		pthread_rwlock_unlock(&lock);
	if (!error && !(error = pthread_rwlock_timedrdlock(&lock, &later)))
		pthread_rwlock_unlock(&lock);
	pthread_rwlock_destroy(&lock);
end:
	return error;
}

static int make_others(void)
{
	pthread_barrier_t barrier;
	pthread_spinlock_t spin;
	pthread_cond_t condition;
	int error;

	STEP_NUMBER(pthread_cond_init(&condition, NULL));
	pthread_cond_destroy(&condition);
	STEP_NUMBER(pthread_barrier_init(&barrier, NULL, 1));
	error = pthread_barrier_destroy(&barrier);
	if (error) {
		pthread_barrier_destroy(&barrier);
		return error;
	}
	STEP_NUMBER(pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE));
	error = pthread_spin_lock(&spin);
	if (!error)
		pthread_spin_unlock(&spin);
	pthread_spin_destroy(&spin);
end:
	return error;
}

static int use_system_v(void)
{
	struct sembuf up = {0, 1, 0};
	struct {
		long type;
		char text[1];
	} message = {1, "x"};
	int queue = -1, set = -1, segment = -1, error = 0;
	struct shmid_ds status;
	void *memory;

	STEP(ftok("/", 'x'));
	STEP(queue = msgget(IPC_PRIVATE, 0600));
	STEP(msgsnd(queue, &message, 1, 0));
	STEP(set = semget(IPC_PRIVATE, 1, 0600));
	STEP(semop(set, &up, 1));
	STEP(segment = shmget(IPC_PRIVATE, 1, 0600));
	STEP(shmctl(segment, IPC_STAT, &status));
	memory = shmat(segment, NULL, 0);
	if (memory == (void *)-1)
		error = errno;
	else
		shmdt(memory);
end:
	/* A removal that fails is tried once more. */
	if (queue != -1 && msgctl(queue, IPC_RMID, NULL) == -1) {
		error = error ? error : errno;
		msgctl(queue, IPC_RMID, NULL);
	}
	if (set != -1)
		semctl(set, 0, IPC_RMID);
	if (segment != -1)
		shmctl(segment, IPC_RMID, NULL);
	return error;
}

static int accept_signal(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	sigset_t set, former;
	int error = 0, number;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	STEP(sigaction(SIGUSR1, &action, NULL));
	STEP_NUMBER(pthread_sigmask(SIG_BLOCK, &set, &former));
	raise(SIGUSR1);
	error = sigwait(&set, &number);
	if (error)
		sigwait(&set, &number);
	pthread_sigmask(SIG_SETMASK, &former, NULL);
end:
	return error;
}

survivor *const survivors_of_ipc[] = {use_mailbox,	map_object,  use_semaphores, lock_mutex,
				      lock_for_reading, make_others, use_system_v,   accept_signal};
const size_t survivors_of_ipc_count = sizeof(survivors_of_ipc) / sizeof(survivors_of_ipc[0]);

/*
 * A server and two clients by System V IPC: requests and answers are messages of one
 * queue, whose key comes from a file; the clients keep a common account in a shared
 * memory segment, and a semaphore lets one of them in at a time.
 */
#include <stdbool.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#include "crew.h"
#include "place.h"

enum { CLIENTS = 2, REQUESTS = 5, TO_SERVER = 1, TO_CLIENT = 2, NONE = -1 };

struct message {
	long type;
	int client;
	int number;
};

enum { BODY = sizeof(struct message) - sizeof(long) };

struct account {
	long requests;
	long sum;
};

struct service {
	char path[PLACE_SIZE];
	key_t key;
	int queue;
	int semaphore;
	int segment;
	struct account *account;
	int client; /* the one that is being started */
};

union semun {
	int val;
};

/* Adds to the semaphore. It is given back if its holder dies. Returns 0, or -1, reported. */
static int change_semaphore(const struct service *service, short by)
{
	struct sembuf operation = {.sem_num = 0, .sem_op = by, .sem_flg = SEM_UNDO};
	int changed;

	RETRY(changed, semop(service->semaphore, &operation, 1));
	if (changed == -1)
		report(errno, "semop");
	return changed;
}

static int receive(int queue, struct message *message, long type)
{
	ssize_t size;

	do
		size = msgrcv(queue, message, BODY, type, 0);
	while ((size == -1 || BUGGY(sysv_server, stale_errno)) && errno == EINTR);
	if (size == BODY)
		return 0;
	report(size == -1 ? errno : 0, "msgrcv");
	return -1;
}

static int serve(void *argument)
{
	const struct service *service = argument;

	for (int i = 0; i < CLIENTS * REQUESTS; i++) {
		struct message message;
		int sent;

		if (receive(service->queue, &message, TO_SERVER) == -1)
			return EXIT_FAILURE;
		message.type = TO_CLIENT + message.client;
		message.number *= message.number;
		RETRY(sent, msgsnd(service->queue, &message, BODY, 0));
		if (sent == -1) {
			report(errno, "server: msgsnd");
			return EXIT_FAILURE;
		}
	}
	return EXIT_SUCCESS;
}

/* One request, inside the semaphore. Returns 1, 0 if it was interrupted, or -1, reported. */
static int request(const struct service *service, int queue, int number)
{
	struct message message = {TO_SERVER, service->client, number};
	int result = -1;

	if (change_semaphore(service, -1) == -1)
		return -1;
	if (msgsnd(queue, &message, BODY, 0) == -1) {
		if (errno == EINTR)
			result = 0;
		else
			report(errno, "client: msgsnd");
	} else if (receive(queue, &message, TO_CLIENT + service->client) == 0) {
		service->account->requests++;
		service->account->sum += message.number;
		result = 1;
	}
	if (result == 0 && BUGGY(sysv_server, lock_kept))
		return result;
	return change_semaphore(service, 1) == -1 ? -1 : result;
}

static int ask(void *argument)
{
	const struct service *service = argument;
	int queue = msgget(service->key, 0);

	if (queue == -1) {
		report(errno, "client: msgget");
		return EXIT_FAILURE;
	}
	for (int i = 1; i <= REQUESTS; i++) {
		int done;

		do
			done = request(service, queue, 10 * service->client + i);
		while (done == 0);
		if (done == -1)
			return EXIT_FAILURE;
	}
	return EXIT_SUCCESS;
}

/* The file is there for its name only: what is a key for one process is for all. */
static int make_file(struct service *service)
{
	int fd;

	if (name_temporary(service->path, "sysv_server") == -1)
		return -1;
	fd = mkstemp(service->path);
	if (fd == -1) {
		report(errno, "mkstemp %s", service->path);
		return -1;
	}
	shut(&fd);
	return 0;
}

static int make_queue(struct service *service)
{
	for (int id = 1; id <= PLACE_ATTEMPTS; id++) {
		service->key = ftok(service->path, id);
		if (service->key == -1) {
			report(errno, "ftok %s", service->path);
			return -1;
		}
		service->queue = msgget(service->key, IPC_CREAT | IPC_EXCL | 0600);
		if (service->queue != NONE)
			return 0;
		if (errno != EEXIST)
			break;
	}
	report(errno, "msgget");
	return -1;
}

static int make_semaphore(struct service *service)
{
	union semun open = {.val = 1};

	service->semaphore = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
	if (service->semaphore == NONE)
		report(errno, "semget");
	else if (semctl(service->semaphore, 0, SETVAL, open) == -1)
		report(errno, "semctl SETVAL");
	else
		return 0;
	return -1;
}

static int make_account(struct service *service)
{
	service->segment = shmget(IPC_PRIVATE, sizeof(struct account), IPC_CREAT | 0600);
	if (service->segment == NONE) {
		report(errno, "shmget");
		return -1;
	}
	service->account = shmat(service->segment, NULL, 0);
	if (service->account == (void *)-1 && !BUGGY(sysv_server, attach_unchecked)) {
		service->account = NULL;
		report(errno, "shmat");
		return -1;
	}
	service->account->sum = 0;
	return 0;
}

static int run(struct service *service)
{
	struct crew crew = {.size = 0};
	int started = crew_start(&crew, serve, service);

	for (service->client = 0; started == 0 && service->client < CLIENTS; service->client++)
		started = crew_start(&crew, ask, service);
	if (started == -1) {
		crew_dismiss(&crew);
		return -1;
	}
	if (crew_await(&crew, true) == -1)
		return -1;
	return say("%ld requests, sum %ld\n", service->account->requests, service->account->sum);
}

/* Removes what there is; what fails is tried once more. Returns 0, or -1, reported. */
static int remove_service(const struct service *service)
{
	int result = remove_name(unlink, service->path);

	if (service->account && shmdt(service->account) == -1)
		(void)shmdt(service->account);
	if (service->segment != NONE && shmctl(service->segment, IPC_RMID, NULL) == -1 &&
	    shmctl(service->segment, IPC_RMID, NULL) == -1) {
		report(errno, "shmctl IPC_RMID");
		result = -1;
	}
	if (service->semaphore != NONE && semctl(service->semaphore, 0, IPC_RMID) == -1 &&
	    semctl(service->semaphore, 0, IPC_RMID) == -1) {
		report(errno, "semctl IPC_RMID");
		result = -1;
	}
	if (service->queue != NONE && msgctl(service->queue, IPC_RMID, NULL) == -1 &&
	    msgctl(service->queue, IPC_RMID, NULL) == -1) {
		report(errno, "msgctl IPC_RMID");
		result = -1;
	}
	return result;
}

int main(void)
{
	struct service service = {.queue = NONE, .semaphore = NONE, .segment = NONE};
	int result;

	if (ignore_sigpipe() == -1 || make_file(&service) == -1)
		return EXIT_FAILURE;
	result = make_queue(&service);
	if (result == 0)
		result = make_semaphore(&service);
	if (result == -1 && BUGGY(sysv_server, id_leaked))
		return EXIT_FAILURE;
	if (result == 0)
		result = make_account(&service);
	if (result == 0)
		result = run(&service);
	result |= remove_service(&service);
	return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

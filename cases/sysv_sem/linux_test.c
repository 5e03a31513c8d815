/* What Linux adds to semget() and semctl(): values, limits and errors. */
#include "sysv_sem.h"

#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

CASE(sysv_sem_get_linux_values_zero)
{
	static const int counts[] = {1, 3, 16};
	size_t i;

	for (i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		int used = new_semaphore_set(counts[i]);
		int number;
		int id;

		/* The memory may be handed on. */
		for (number = 0; number < counts[i]; number++)
			EXPECT_EQ(0, operate(used, number, 9, 0));
		remove_semaphore_set(used);
		id = (int)EXPECT_OK(semget(IPC_PRIVATE, counts[i], IPC_CREAT | 0600));
		own_semaphore_set(id);
		for (number = 0; number < counts[i]; number++)
			expect_value_of(id, number, 0);
		remove_semaphore_set(id);
	}
}

CASE(sysv_sem_linux_limits_proc)
{
	enum { SEMVMX = 32767 };
	struct semaphore_limits limits;
	int first;
	int second;

	enter_private(PRIVATE_IPC);
	limits = semaphore_limits();
	EXPECT_EQ(32000, limits.per_set);
	EXPECT_EQ(1024000000, limits.semaphores);
	EXPECT_EQ(500, limits.operations);
	EXPECT_EQ(32000, limits.sets);

	enter_semaphore_limits((struct semaphore_limits){4, 6, 3, 2});
	EXPECT_ERROR(EINVAL, semget(IPC_PRIVATE, 5, 0600));
	first = new_semaphore_set(4);
	EXPECT_ERROR(ENOSPC, semget(IPC_PRIVATE, 3, 0600));
	second = new_semaphore_set(1);
	EXPECT_ERROR(ENOSPC, semget(IPC_PRIVATE, 1, 0600));
	EXPECT_EQ(0, operate_all(first, {0, 1, 0}, {1, 1, 0}, {2, 1, 0}));
	EXPECT_ERROR(E2BIG, operate_all(first, {0, 1, 0}, {1, 1, 0}, {2, 1, 0}, {3, 1, 0}));
	EXPECT_EQ(0, semctl(second, 0, SETVAL, (union semun){.val = SEMVMX}));
	EXPECT_ERROR(ERANGE, semctl(second, 0, SETVAL, (union semun){.val = SEMVMX + 1}));
	expect_value_of(second, 0, SEMVMX);
	remove_semaphore_set(first);
	remove_semaphore_set(second);
}

CASE(semctl_efault)
{
	int id = new_semaphore_set(2);
	struct actor *caller;

	EXPECT_EQ(0, operate_all(id, {0, 5, 0}, {1, 6, 0}));
	caller = ACTOR("caller")
	{
		void *nowhere = mmap(NULL, 1, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		SETUP_THAT(nowhere != MAP_FAILED, "no memory: %s", error_name(errno));
		EXPECT_ERROR(EFAULT, semctl(id, 0, GETALL, (union semun){.array = nowhere}));
		EXPECT_ERROR(EFAULT, semctl(id, 0, SETALL, (union semun){.array = nowhere}));
		EXPECT_ERROR(EFAULT, semctl(id, 0, IPC_STAT, (union semun){.buf = nowhere}));
		EXPECT_ERROR(EFAULT, semctl(id, 0, IPC_SET, (union semun){.buf = nowhere}));
		EXPECT_ERROR(EFAULT, semctl(id, 0, IPC_STAT, (union semun){.buf = NULL}));
	}
	expect_finished(caller);
	expect_values(id, 5, 6);
	EXPECT_EQ(0600, semaphore_set_status(id).sem_perm.mode & 0777);
	remove_semaphore_set(id);
}

/* Memory that whoever reads it first has to wait for. */
struct late_memory {
	int watch;
	struct uffdio_range range;
	unsigned short *array;
};

static struct late_memory new_late_memory(void)
{
	size_t size = (size_t)sysconf(_SC_PAGESIZE);
	struct uffdio_api api = {.api = UFFD_API};
	struct uffdio_register watched = {.mode = UFFDIO_REGISTER_MODE_MISSING};
	struct late_memory memory = {
		own((int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK)), {0, size}, 0};

	if (memory.watch == -1)
		skip_unpermitted("the user may not handle page faults: %s", error_name(errno));
	memory.array = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	SETUP_THAT(memory.array != MAP_FAILED, "no memory: %s", error_name(errno));
	memory.range.start = (uintptr_t)memory.array;
	watched.range = memory.range;
	SETUP(ioctl(memory.watch, UFFDIO_API, &api));
	SETUP(ioctl(memory.watch, UFFDIO_REGISTER, &watched));
	return memory;
}

static bool has_reader(void *argument)
{
	const struct late_memory *memory = argument;
	struct uffd_msg message;

	return read(memory->watch, &message, sizeof(message)) == sizeof(message) &&
	       message.event == UFFD_EVENT_PAGEFAULT;
}

static void let_reader_on(struct late_memory memory)
{
	struct uffdio_zeropage zero = {.range = memory.range};

	SETUP(ioctl(memory.watch, UFFDIO_ZEROPAGE, &zero));
}

struct setting {
	int id;
	unsigned short *array;
};

static void set_removed(void *argument)
{
	struct setting *setting = argument;
	union semun values = {.array = setting->array};

	EXPECT_ERROR(EIDRM, semctl(setting->id, 0, SETALL, values));
}

/* The set is removed while SETALL waits for the values. */
CASE(semctl_eidrm)
{
	struct late_memory memory = new_late_memory();
	struct setting setting = {new_semaphore_set(2), memory.array};
	struct actor *setter = start_thread("setter", set_removed, &setting);

	EXPECT(wait_until(has_reader, &memory, STEP_LIMIT));
	remove_semaphore_set(setting.id);
	let_reader_on(memory);
	expect_finished(setter);
}

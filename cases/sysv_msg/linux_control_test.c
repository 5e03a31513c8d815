/* What Linux adds to msgctl(). */
#include "sysv_msg.h"

#include <sys/mman.h>
#include <unistd.h>

CASE(msgctl_efault)
{
	int id = new_message_queue();
	struct msqid_ds before = message_queue_status(id);
	struct actor *user = ACTOR("user")
	{
		size_t size = (size_t)sysconf(_SC_PAGESIZE);
		void *nowhere = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		SETUP_THAT(nowhere != MAP_FAILED, "no memory: %s", error_name(errno));
		EXPECT_ERROR(EFAULT, msgctl(id, IPC_STAT, nowhere));
		EXPECT_ERROR(EFAULT, msgctl(id, IPC_SET, nowhere));
		EXPECT_ERROR(EFAULT, msgctl(id, IPC_STAT, NULL));
		EXPECT_ERROR(EFAULT, msgctl(id, IPC_SET, NULL));
	}

	expect_finished(user);
	expect_queue_unchanged(id, before);
	remove_message_queue(id);
}

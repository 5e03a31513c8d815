/* What the deviants of System V shared memory need to know of segments. */
#ifndef IPCTS_SYSV_SHM_SEGMENTS_H
#define IPCTS_SYSV_SHM_SEGMENTS_H

#include "deviant.h"

size_t memory_page(void);

/* What IPC_STAT tells of the segment; all zeros if it is refused. */
struct shmid_ds status_of_segment(int id);

/* An attachment of this process, or one that it was forked with. */
struct attachment {
	char *address;
	int id;
	size_t size;
};

enum { MOST_ATTACHMENTS = 64 };

/* Real shmat() and shmdt(), which keep these. A free entry has no address. */
extern struct attachment attachments[MOST_ATTACHMENTS];
void *attach_and_remember(int id, const void *address, int flags);
int detach_and_forget(const void *address);

/* The one that begins there; NULL if there is none. */
struct attachment *find_attachment(const void *address);
unsigned count_attachments(void);

/* Real shmdt() of all of them that are of the segment. */
void detach_all_of(int id);

/* Puts memory of this process only, with the same bytes, in the place of the attached one. */
void unshare_attached(void *address, size_t size);

/* Known to all processes of the case; zeroed at first. */
struct sysv_shm_common {
	pid_t first;  /* of the processes that deviate otherwise */
	size_t size;  /* that somebody tried to set */
	long counted; /* attachments */
};
extern struct sysv_shm_common *sysv_shm_common;

/* A deviant whose IPC_STAT tells something else: the body changes *status. */
#define STATUS_DEVIANT(requirement_id, text)                                                       \
	static void lie_about_##requirement_id(struct shmid_ds *);                                 \
	DEVIANT(requirement_id, text, int, shmctl, (int id, int command, struct shmid_ds *status)) \
	{                                                                                          \
		int result = real_shmctl(id, command, status);                                     \
                                                                                                   \
		if (result == 0 && command == IPC_STAT)                                            \
			lie_about_##requirement_id(status);                                        \
		return result;                                                                     \
	}                                                                                          \
	static void lie_about_##requirement_id(struct shmid_ds *status)

#endif

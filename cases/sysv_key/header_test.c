/*
 * <sys/ipc.h>. What a header does not define, no program that uses it can be
 * compiled without: what is left to see is that it means what it is to mean.
 */
#include "sysv_key.h"

#include <unistd.h>

#include "header.h"

CASE_VARIANTS(kinds, key_header_ipc_perm_members)
{
	const struct kind *kind = variant()->data;
	struct ipc_perm permissions;
	int id;

	EXPECT_EQ(sizeof(uid_t), sizeof(permissions.uid));
	EXPECT_EQ(sizeof(uid_t), sizeof(permissions.cuid));
	EXPECT_EQ(sizeof(gid_t), sizeof(permissions.gid));
	EXPECT_EQ(sizeof(gid_t), sizeof(permissions.cgid));
	act_as(&creator);
	id = make_private(kind);
	EXPECT_EQ(0, kind->set(id, STRANGER, OTHER_GROUP, 0640));
	permissions = status_of_object(kind, id).permissions;
	EXPECT_EQ(STRANGER, permissions.uid);
	EXPECT_EQ(OTHER_GROUP, permissions.gid);
	EXPECT_EQ(geteuid(), permissions.cuid);
	EXPECT_EQ(getegid(), permissions.cgid);
	EXPECT_EQ(0640, permissions.mode & 0777);
	remove_object(kind, id);
	act_as_oneself();
}

CASE_VARIANTS(kinds, key_header_constants)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	int private = make_private(kind);
	int id;

	EXPECT(IPC_RMID != IPC_SET && IPC_SET != IPC_STAT && IPC_STAT != IPC_RMID);
	EXPECT(key != IPC_PRIVATE);
	EXPECT_ERROR(ENOENT, kind->get(key, 0600));
	id = (int)EXPECT_OK(kind->get(key, IPC_CREAT | 0600));
	EXPECT_ERROR(EEXIST, kind->get(key, IPC_CREAT | IPC_EXCL | 0600));
	/* IPC_NOWAIT: the queue is empty. */
	EXPECT_EQ(0, kind->read(id));
	EXPECT_EQ(0, kind->set(id, geteuid(), getegid(), 0640));
	EXPECT_EQ(0640, status_of_object(kind, id).permissions.mode & 0777);
	EXPECT_EQ(0, kind->remove(id));
	expect_dead(kind, id);
	remove_object(kind, private);
}

CASE_VARIANTS(kinds, key_header_flag_bits_distinct)
{
	const struct kind *kind = variant()->data;
	key_t key = unique_key();
	int id;

	EXPECT(((IPC_CREAT | IPC_EXCL | IPC_NOWAIT) & 0777) == 0);
	EXPECT((IPC_CREAT & IPC_EXCL) == 0);
	id = make_object(kind, key, 0400);
	EXPECT_EQ(0400, status_of_object(kind, id).permissions.mode & 0777);
	remove_object(kind, id);
}

CASE(key_header_included_by_others)
{
	EXPECT_EQ(IPC_DIGEST, ipc_digest_of_msg());
	EXPECT_EQ(IPC_DIGEST, ipc_digest_of_sem());
	EXPECT_EQ(IPC_DIGEST, ipc_digest_of_shm());
}

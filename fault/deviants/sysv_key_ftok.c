/* Deviants of ftok(), and of what is to be had with its keys. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "sysv_key_calls.h"

DEVIANT(key_ftok_deterministic, "each process has keys of its own", key_t, ftok,
	(const char *path, int id))
{
	key_t key = real_ftok(path, id);

	return key == -1 ? -1 : key ^ (getpid() & 0xffff);
}

DEVIANT(key_ftok_same_file_same_key, "the key is made of the path", key_t, ftok,
	(const char *path, int id))
{
	unsigned key = 0;

	if (real_ftok(path, id) == -1)
		return -1;
	for (; *path; path++)
		key = key * 31 + (unsigned char)*path;
	return (key_t)((key & 0xffffff) | (unsigned)(id & 0xff) << 24);
}

DEVIANT(key_ftok_id_low_8_bits, "more bits of the id count", key_t, ftok,
	(const char *path, int id))
{
	key_t key = real_ftok(path, id);

	return key == -1 ? -1 : key ^ (id >> 8 & 0xff);
}

/* In a get that finds, nobody would know the new object: there, the key is just unknown. */
DEVIANT_GET(key_ftok_usable_in_get, "what ftok() gives is taken for IPC_PRIVATE")
{
	if (is_known_by_key(call) || call->key == IPC_PRIVATE)
		return real_get(call);
	if (!(call->flags & IPC_CREAT))
		return fail(ENOENT);
	call->key = IPC_PRIVATE;
	return real_get(call);
}

DEVIANT(key_ftok_read_permission_not_needed, "the file is opened", key_t, ftok,
	(const char *path, int id))
{
	int fd = real_open(path, O_RDONLY);

	if (fd == -1)
		return -1;
	real_close(fd);
	return real_ftok(path, id);
}

DEVIANT(key_ftok_failure_value, "a failure is told by IPC_PRIVATE", key_t, ftok,
	(const char *path, int id))
{
	key_t key = real_ftok(path, id);

	return key == -1 ? IPC_PRIVATE : key;
}

DEVIANT(key_ftok_linux_composition, "the id is in the lowest bits", key_t, ftok,
	(const char *path, int id))
{
	key_t key = real_ftok(path, id);

	return key == -1 ? -1 : (key_t)((unsigned)key << 8 | (unsigned)key >> 24);
}

/* Deviants of msync(). */
#include "mapping.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

DEVIANT(msync_sync_writes_before_return, "MS_SYNC is MS_ASYNC", int, msync,
	(void *address, size_t size, int flags))
{
	return real_msync(address, size, flags & MS_SYNC ? MS_ASYNC : flags);
}

DEVIANT(msync_async_returns_at_once, "MS_ASYNC waits for a storage that is never ready", int, msync,
	(void *address, size_t size, int flags))
{
	if (flags & MS_ASYNC)
		block_forever();
	return real_msync(address, size, flags);
}

DEVIANT(msync_sync_and_async_einval, "MS_ASYNC is ignored where there is MS_SYNC", int, msync,
	(void *address, size_t size, int flags))
{
	return real_msync(address, size, flags & MS_SYNC ? flags & ~MS_ASYNC : flags);
}

/* What the file had when it was mapped. */
static unsigned char old_contents[64];

MMAP_DEVIANT(msync_invalidate_refreshes, "MS_INVALIDATE brings back what was there first")
{
	if (fd != -1)
		real_pread(fd, old_contents, sizeof(old_contents), offset);
	return map_and_remember(address, size, protection, flags, fd, offset);
}

DEVIANT(msync_invalidate_refreshes, "MS_INVALIDATE brings back what was there first", int, msync,
	(void *address, size_t size, int flags))
{
	if (flags & MS_INVALIDATE && is_in_last_mapping(address) &&
	    last_mapping.protection & PROT_WRITE)
		memcpy(address, old_contents, sizeof(old_contents));
	return real_msync(address, size, flags);
}

DEVIANT(msync_invalidate_locked_ebusy, "MS_INVALIDATE is ignored", int, msync,
	(void *address, size_t size, int flags))
{
	return real_msync(address, size, flags & ~MS_INVALIDATE);
}

DEVIANT(msync_unmapped_enomem, "only the first page must be there", int, msync,
	(void *address, size_t size, int flags))
{
	int result = real_msync(address, size, flags);

	return result == -1 && errno == ENOMEM ? real_msync(address, 1, flags) : result;
}

/* Writes the first so many bytes of the last mapping to its file. */
static void write_back(size_t size)
{
	real_pwrite(last_mapping.fd, last_mapping.start, size, 0);
}

DEVIANT(msync_private_not_written, "private changes are written", int, msync,
	(void *address, size_t size, int flags))
{
	if (is_in_last_mapping(address) && is_of_type(MAP_PRIVATE))
		write_back(size);
	return real_msync(address, size, flags);
}

REMEMBERS(msync_private_not_written, "private changes are written")

DEVIANT(msync_read_sees_after_sync, "one page is written", int, msync,
	(void *address, size_t size, int flags))
{
	if (is_in_last_mapping(address))
		write_back((size_t)getpagesize());
	return real_msync(address, size, flags);
}

MMAP_DEVIANT(msync_read_sees_after_sync, "one page is written")
{
	if (fd != -1 && flags & MAP_SHARED)
		flags = with_type(flags, MAP_PRIVATE);
	return map_and_remember(address, size, protection, flags, fd, offset);
}

DEVIANT(msync_times_marked, "a regular file keeps the times it was first seen with", int, fstat,
	(int fd, struct stat *status))
{
	static struct stat first;
	int result = real_fstat(fd, status);

	if (result == -1 || !S_ISREG(status->st_mode))
		return result;
	if (first.st_ino != status->st_ino)
		first = *status;
	status->st_mtim = first.st_mtim;
	status->st_ctim = first.st_ctim;
	return result;
}
